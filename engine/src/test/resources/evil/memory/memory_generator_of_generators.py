# expected: RecursionError or MemoryError or dies or harmless: 1
# deadline: 5000 ms
g = iter([1])
for _ in range(100000): g = (x for x in g)
next(g)
