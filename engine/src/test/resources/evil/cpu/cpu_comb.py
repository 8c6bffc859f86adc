# expected: TimeoutError or dies TIMEOUT or MemoryError or OverflowError
# deadline: 300 ms
import math
math.comb(10**9, 5 * 10**8)
