# expected: RecursionError or ValueError or TypeError or dies STACK_OVERFLOW
import ast
node = ast.UnaryOp(ast.USub(), None, lineno=1, col_offset=0)
node.operand = node
compile(ast.Expression(node), "x", "eval")
