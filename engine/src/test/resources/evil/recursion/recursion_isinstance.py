# expected: RecursionError
class A:
    @property
    def __class__(self): return isinstance(self, A)
t = (int,)
for _ in range(100000): t = (t,)
isinstance(1.5, t)
