# expected: BufferError
b = bytearray(8)
m = memoryview(b)
b += bytes(1000)
