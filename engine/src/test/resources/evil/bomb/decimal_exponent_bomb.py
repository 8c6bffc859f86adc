# expected: decimal.Overflow or MemoryError or OverflowError or decimal.InvalidOperation or TimeoutError or dies
# deadline: 1500 ms
from decimal import Decimal
int(Decimal("1E+999999"))  ** 1000
