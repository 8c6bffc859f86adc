# expected: ValueError or OverflowError or MemoryError
bytes(2**31)
