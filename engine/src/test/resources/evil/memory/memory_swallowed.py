# expected: TimeoutError or dies
# deadline: 1000 ms
kept = []
while True:
    try:
        kept.append(bytearray(1 << 20))
    except MemoryError:
        pass
