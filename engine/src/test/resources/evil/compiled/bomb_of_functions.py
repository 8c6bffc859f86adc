# expected: TimeoutError or MemoryError or dies TIMEOUT
# deadline: 2000 ms
# Each of ever new functions is used until it is compiled.
n = 0
while True:
    space = {}
    body = "".join(f"    x = x * {n % 7 + 2} % {k + n + 3}\n" for k in range(60))
    exec(f"def f(x):\n  for i in range(1500):\n{body.replace('    x', '      x')}  return x", space)
    space["f"](n)
    n += 1
