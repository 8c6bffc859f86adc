# expected: RecursionError
def f(): f()
f()
