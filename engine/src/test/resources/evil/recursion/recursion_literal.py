# expected: SyntaxError or MemoryError or RecursionError
eval("[" * 100000 + "]" * 100000)
