# expected: MemoryError or OverflowError
bytearray().ljust(2**31 - 1)
