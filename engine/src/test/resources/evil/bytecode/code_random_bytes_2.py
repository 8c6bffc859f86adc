# expected: dies or any error or harmless: null
# deadline: 500 ms
import random
random.seed(2)
def f(a=1, b=2): return a
f.__code__ = f.__code__.replace(co_code=bytes([149, 0]) + random.randbytes(510))
f()
None
