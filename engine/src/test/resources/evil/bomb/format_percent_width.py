# expected: MemoryError or ValueError or OverflowError
"%2147483647d" % 1
