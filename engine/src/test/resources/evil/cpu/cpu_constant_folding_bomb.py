# expected: MemoryError or harmless: null or TimeoutError
# deadline: 2000 ms
compile("((('a' * 4000,) * 200,) * 200,) * 200", "x", "eval")
None
