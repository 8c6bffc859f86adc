# category: recursion
# expected: RecursionError
def f(): f()
f()
