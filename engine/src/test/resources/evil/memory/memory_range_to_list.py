# expected: MemoryError or OverflowError
list(range(10**10))
