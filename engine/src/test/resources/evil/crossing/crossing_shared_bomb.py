# expected: MemoryError or dies or TimeoutError or ValueError
# deadline: 3000 ms
# Small here, 2**60 items on the wire.
x = [1]
for _ in range(60): x = [x, x]
x
