# expected: harmless: true or any error
class A:
    def f(self): pass
"{0.f.__globals__}".format(A()).find("passwd") == -1
