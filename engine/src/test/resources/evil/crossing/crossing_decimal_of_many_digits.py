# expected: dies VALUE or TimeoutError or dies TIMEOUT
# deadline: 3000 ms
from decimal import Decimal
Decimal("7" * 5_000_000)
