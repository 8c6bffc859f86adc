# expected: RuntimeError or any error or harmless: {}
class D(dict):
    def items(self):
        yield "a", 1
        self["b"] = 2
        yield "b", D(self)
D(a=1)
