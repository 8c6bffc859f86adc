# expected: RecursionError or MemoryError or dies
# deadline: 5000 ms
g = iter([1])
for _ in range(100000): g = map(abs, g)
next(g)
