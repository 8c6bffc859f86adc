# expected: MemoryError or dies
# deadline: 20000 ms
# memory: 32 MiB
kept = []
size = 1 << 24
while size:
    try:
        kept.append(bytes(size))
    except MemoryError:
        size //= 2
[object() for _ in range(10**7)]
