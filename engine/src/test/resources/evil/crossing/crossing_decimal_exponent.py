# expected: harmless: 1E+999999
from decimal import Decimal
Decimal("1E+999999")
