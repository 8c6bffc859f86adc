# expected: MemoryError or OverflowError
[0] * (1 << 30)
