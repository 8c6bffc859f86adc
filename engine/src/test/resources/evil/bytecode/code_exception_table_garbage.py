# expected: dies or any error or harmless: null
# deadline: 500 ms
def f(): 1 / 0
f.__code__ = f.__code__.replace(co_exceptiontable=bytes(range(255)))
f()
