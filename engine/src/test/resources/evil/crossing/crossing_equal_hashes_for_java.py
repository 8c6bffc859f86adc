# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
# Lists of "Aa" and "BB" all have one hash in Java.
from itertools import product
set(tuple(p) for p in product(("Aa", "BB"), repeat=16))
