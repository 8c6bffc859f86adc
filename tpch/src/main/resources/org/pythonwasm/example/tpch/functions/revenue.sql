CREATE OR REPLACE FUNCTION revenue(price DECIMAL(15, 2), discount DECIMAL(15, 2), tax DECIMAL(15, 2))
RETURNS DECIMAL(18, 4)
LANGUAGE PYTHON DETERMINISTIC AS $$
from decimal import ROUND_HALF_UP, Decimal

CENT_OF_A_CENT = Decimal("0.0001")


def revenue(price: Decimal, discount: Decimal, tax: Decimal) -> Decimal:
    """The discounted, taxed price: exact, then rounded half up to four places."""
    return (price * (1 - discount) * (1 + tax)).quantize(CENT_OF_A_CENT, ROUND_HALF_UP)
$$
