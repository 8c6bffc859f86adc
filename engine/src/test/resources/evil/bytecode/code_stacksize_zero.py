# expected: dies or ValueError or harmless: 10
# deadline: 500 ms
def f(a, b, c, d): return a + (b + (c + d))
f.__code__ = f.__code__.replace(co_stacksize=0)
f(1, 2, 3, 4)
