# expected: TimeoutError or dies TIMEOUT or harmless: true
# deadline: 300 ms
import math
math.isqrt(1 << 40_000_000) > 0
