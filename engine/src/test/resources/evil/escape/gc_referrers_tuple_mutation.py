# expected: harmless: true
import gc
def grow():
    t = (yield)
    yield t
x = tuple(gc.get_referrers(n)[0] if gc.get_referrers(n) else None for n in [object()])
isinstance(x, tuple)
