# expected: harmless: a or any error
class S(str):
    def isascii(self): return True
    def encode(self, *args): return b'"}\n'
S("a")
