# expected: RecursionError or MemoryError or SyntaxError or ValueError
import ast
ast.literal_eval("-" * 50000 + "1")
