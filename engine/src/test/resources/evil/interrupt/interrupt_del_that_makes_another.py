# expected: dies or TimeoutError or any error or harmless: null
# deadline: 300 ms
class Endless:
    def __del__(self): Endless()
x = Endless()
del x
