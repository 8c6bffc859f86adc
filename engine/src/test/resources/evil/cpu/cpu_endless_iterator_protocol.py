# expected: TimeoutError
# deadline: 200 ms
class Endless:
    def __getitem__(self, n): return n
for _ in Endless(): pass
