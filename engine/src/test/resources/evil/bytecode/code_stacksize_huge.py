# expected: MemoryError or OverflowError or ValueError or dies or RecursionError or harmless: null
# deadline: 1000 ms
def f(): return 1
f.__code__ = f.__code__.replace(co_stacksize=0x0fffffff)
f()
None
