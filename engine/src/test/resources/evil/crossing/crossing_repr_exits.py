# expected: SystemExit
class A:
    def __repr__(self): raise SystemExit
A()
