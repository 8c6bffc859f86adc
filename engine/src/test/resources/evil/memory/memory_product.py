# expected: MemoryError or OverflowError or TimeoutError or dies
# deadline: 2000 ms
import itertools
list(itertools.product(range(100), repeat=5))
