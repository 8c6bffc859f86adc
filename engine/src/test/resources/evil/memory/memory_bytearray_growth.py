# expected: MemoryError
# deadline: 60000 ms
b = bytearray()
while True: b += bytes(1 << 20)
