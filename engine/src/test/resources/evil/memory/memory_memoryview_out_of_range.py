# expected: IndexError
memoryview(bytes(8))[1 << 31]
