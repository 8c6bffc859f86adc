# expected: RecursionError or TypeError or TimeoutError
# deadline: 1000 ms
class C:
    def __getattr__(self, name): return (self,)
issubclass(C(), C())
