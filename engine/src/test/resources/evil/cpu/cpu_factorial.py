# expected: TimeoutError or dies TIMEOUT or MemoryError or OverflowError
# deadline: 300 ms
import math
math.factorial(10**8)
