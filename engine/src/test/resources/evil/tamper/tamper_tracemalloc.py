# expected: harmless: 10 or any error
# deadline: 10000 ms
import tracemalloc
tracemalloc.start(100)
10
