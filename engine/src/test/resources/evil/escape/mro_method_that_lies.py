# expected: TypeError
class Meta(type):
    def mro(cls):
        return [int, cls]
class A(metaclass=Meta): pass
