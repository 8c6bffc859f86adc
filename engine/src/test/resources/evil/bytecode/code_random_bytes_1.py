# expected: dies or any error or harmless: null
# deadline: 500 ms
import random
random.seed(1)
def f(): return 1
f.__code__ = f.__code__.replace(co_code=random.randbytes(512))
f()
None
