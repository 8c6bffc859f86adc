# expected: harmless: null
# deadline: 20000 ms
x = None
for _ in range(500000): x = (x,)
x = None
