# expected: TimeoutError
# deadline: 200 ms
class Meta(type):
    def __prepare__(name, bases):
        while True: pass
class A(metaclass=Meta): pass
