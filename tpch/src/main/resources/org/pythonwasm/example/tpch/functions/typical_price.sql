CREATE OR REPLACE AGGREGATE FUNCTION typical_price(price DECIMAL(15, 2)) RETURNS DECIMAL(15, 2)
LANGUAGE PYTHON AS $$
from decimal import Decimal


class typical_price:
    """The mean of the middle half: without the cheapest and the dearest quarter; None of no prices."""

    def __init__(self):
        self.prices = []

    def accumulate(self, price: Decimal) -> None:
        self.prices.append(price)

    def finish(self) -> Decimal | None:
        quarter = len(self.prices) // 4
        middle = sorted(self.prices)[quarter:len(self.prices) - quarter]
        return sum(middle) / len(middle) if middle else None
$$
