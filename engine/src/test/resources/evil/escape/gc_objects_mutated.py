# expected: RuntimeError or TypeError or AttributeError or NameError or KeyError or dies or harmless: null
import gc
for thing in gc.get_objects():
    if type(thing) is dict:
        thing.clear()
