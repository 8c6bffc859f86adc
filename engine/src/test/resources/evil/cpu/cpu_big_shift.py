# expected: MemoryError or OverflowError
1 << 10**12
