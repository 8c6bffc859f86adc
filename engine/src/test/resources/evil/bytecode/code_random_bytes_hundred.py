# expected: dies or any error or harmless: null
# deadline: 1500 ms
import random
for seed in range(100):
    random.seed(seed)
    def f(a=1, b=2): return a
    try:
        f.__code__ = f.__code__.replace(co_code=random.randbytes(64))
        f()
    except Exception:
        pass
