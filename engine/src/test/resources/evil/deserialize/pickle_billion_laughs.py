# expected: MemoryError or TimeoutError or dies or any error
# deadline: 1500 ms
import pickle
class Doubling:
    def __init__(self, n): self.n = n
    def __reduce__(self): return (str.__mul__, ("lol" * 1000, 10**8))
pickle.loads(pickle.dumps(Doubling(1)))
