# expected: MemoryError
# deadline: 20000 ms
x = []
while True: x = [x, [0] * 100000]
