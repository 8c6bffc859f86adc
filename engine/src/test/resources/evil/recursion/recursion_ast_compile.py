# expected: RecursionError or MemoryError or SyntaxError
import ast
node = ast.Constant(1)
for _ in range(50000): node = ast.UnaryOp(ast.USub(), node)
compile(ast.fix_missing_locations(ast.Expression(node)), "x", "eval")
