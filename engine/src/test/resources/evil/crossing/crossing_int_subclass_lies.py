# expected: harmless: 5 or any error
class I(int):
    def __lt__(self, other): return True
    def __index__(self): return 1 << 100
    def __repr__(self): return "}{"
I(5)
