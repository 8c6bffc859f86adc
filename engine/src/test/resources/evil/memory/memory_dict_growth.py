# expected: MemoryError
# deadline: 60000 ms
# memory: 32 MiB
d = {}
n = 0
while True:
    d[n] = n
    n += 1
