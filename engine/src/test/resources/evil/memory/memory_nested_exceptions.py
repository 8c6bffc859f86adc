# expected: any error or MemoryError or dies
# deadline: 1000 ms
e = ValueError("base")
for _ in range(100000):
    new = ValueError("next")
    new.__cause__ = e
    e = new
raise e
