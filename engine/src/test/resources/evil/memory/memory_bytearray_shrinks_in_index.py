# expected: IndexError or harmless: null or ValueError
b = bytearray(1 << 16)
class Evil:
    def __index__(self):
        b.clear()
        return 1
b[60000] = Evil()
