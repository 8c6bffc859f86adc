# expected: TimeoutError
# deadline: 200 ms
class N:
    def __eq__(self, other): return False
N() in range(10**12)
