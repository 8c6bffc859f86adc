# expected: SyntaxError or MemoryError or RecursionError or TimeoutError or dies TIMEOUT or dies STACK_OVERFLOW or harmless: null
# deadline: 2000 ms
compile("lambda:" * 5000 + "1", "x", "eval")
None
