# expected: MemoryError
# deadline: 60000 ms
x = []
while True: x = [x, [0] * 100000]
