# expected: RecursionError or TypeError
class A:
    def __bool__(self): return bool(self)
not A()
