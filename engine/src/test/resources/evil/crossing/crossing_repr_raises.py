# expected: harmless: <A whose repr raised ValueError>
class A:
    def __repr__(self): raise ValueError
A()
