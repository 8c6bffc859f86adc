# expected: RecursionError or MemoryError or SyntaxError
eval("a" + ".a" * 100000)
