# expected: MemoryError or ValueError or TimeoutError or dies or any error
# deadline: 1000 ms
from decimal import Decimal, getcontext
getcontext().prec = 10**9
Decimal(1) / Decimal(3)
