# expected: RecursionError or dies or harmless: null
# deadline: 10000 ms
from functools import partial
f = print
for _ in range(100000): f = partial(partial, f)
repr(f)
None
