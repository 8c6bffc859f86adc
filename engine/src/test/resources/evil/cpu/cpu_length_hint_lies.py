# expected: MemoryError or harmless: []
class L:
    def __iter__(self): return iter([])
    def __length_hint__(self): return 1 << 29
list(L())
