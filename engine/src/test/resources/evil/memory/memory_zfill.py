# expected: MemoryError or OverflowError
"1".zfill(2**31 - 1)
