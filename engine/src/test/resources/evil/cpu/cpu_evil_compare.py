# expected: TimeoutError
# deadline: 200 ms
class N:
    def __lt__(self, other):
        while True: pass
sorted([N(), N()])
