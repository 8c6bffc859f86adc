# expected: RecursionError or MemoryError or dies or harmless: null
# deadline: 10000 ms
t = int
for _ in range(50000): t = list[t]
repr(t)
None
