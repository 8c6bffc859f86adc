# expected: RecursionError or MemoryError or SyntaxError
eval("~" * 100000 + "1")
