# expected: ValueError
def f(a): return a
f.__code__.replace(co_nlocals=1000)
