# expected: any error or dies STACK_OVERFLOW or harmless: 500
# stack: 256 KiB
def f(n): return 0 if n == 0 else 1 + max(map(f, [n - 1]))
f(500)
