# expected: MemoryError or OverflowError
("\t" * 10**6).expandtabs(2**30)
