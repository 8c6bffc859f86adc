# expected: MemoryError or OverflowError or TimeoutError or dies TIMEOUT
# deadline: 500 ms
from fractions import Fraction
Fraction(3, 7) ** (10**9)
