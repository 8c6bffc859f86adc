# expected: TypeError or harmless: null
class X: pass
class Y: pass
class A(X):
    def __getattribute__(self, name):
        A.__bases__ = (Y,)
        return object.__getattribute__(self, name)
try:
    A().missing
except AttributeError:
    pass
