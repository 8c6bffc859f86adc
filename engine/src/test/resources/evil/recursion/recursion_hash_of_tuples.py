# expected: RecursionError or dies
x = ()
for _ in range(100000): x = (x,)
hash(x)
