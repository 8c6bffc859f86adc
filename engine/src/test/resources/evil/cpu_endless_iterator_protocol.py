# category: cpu
# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
class Endless:
    def __getitem__(self, n): return n
for _ in Endless(): pass
