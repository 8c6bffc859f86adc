# expected: OverflowError or ValueError
class L:
    def __len__(self): return 1 << 100
len(L())
