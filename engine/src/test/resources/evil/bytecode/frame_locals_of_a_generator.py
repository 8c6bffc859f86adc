# expected: RuntimeError or harmless: 2 or ValueError
def g():
    x = 1
    yield x
    yield x
it = g()
next(it)
it.gi_frame.f_locals["x"] = 2
it.gi_frame.clear() if False else None
next(it)
