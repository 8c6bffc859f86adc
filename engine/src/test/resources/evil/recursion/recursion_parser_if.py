# expected: SyntaxError or IndentationError or MemoryError or RecursionError
exec("\n".join(" " * n + "if 1:" for n in range(5000)))
