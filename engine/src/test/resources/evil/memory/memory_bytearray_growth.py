# expected: MemoryError
# deadline: 20000 ms
b = bytearray()
while True: b += bytes(1 << 20)
