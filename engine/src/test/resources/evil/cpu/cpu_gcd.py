# expected: TimeoutError or dies TIMEOUT or harmless: true
# deadline: 300 ms
import math
a, b = 1, 1
for _ in range(400000): a, b = b, a + b
math.gcd(a, b) > 0
