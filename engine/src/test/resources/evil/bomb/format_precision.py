# expected: MemoryError or ValueError or OverflowError
"%.*f" % (2**31 - 1, 1.5)
