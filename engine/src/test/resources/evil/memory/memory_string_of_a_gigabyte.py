# expected: MemoryError
'a' * 10**9
