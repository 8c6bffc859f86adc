# expected: SyntaxError or MemoryError or RecursionError or TimeoutError or dies TIMEOUT
# deadline: 2000 ms
compile("(" * 90 + ")" * 89, "x", "exec")
