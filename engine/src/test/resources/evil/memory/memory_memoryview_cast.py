# expected: TypeError or ValueError
memoryview(bytes(8)).cast("B", [1 << 30, 1 << 30])
