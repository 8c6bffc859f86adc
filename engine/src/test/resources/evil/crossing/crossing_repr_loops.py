# expected: TimeoutError or harmless
# deadline: 200 ms
class A:
    def __repr__(self):
        while True: pass
A()
