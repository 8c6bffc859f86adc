# expected: TimeoutError or dies TIMEOUT or harmless: null
# deadline: 500 ms
class H:
    def __hash__(self): return 1
{H(): 1 for _ in range(100000)}
None
