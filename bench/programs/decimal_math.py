"""decimal.Decimal as prices use it: parsing, arithmetic, quantize, comparison, text; and a root of 60 digits."""
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

CENT = Decimal("0.01")
PRICES = ["%d.%02d" % (i * 37 % 9000, i % 100) for i in range(300)]


def invoice():
    total = Decimal(0)
    highest = Decimal(0)
    for i, text in enumerate(PRICES):
        price = Decimal(text)
        net = price * (i % 7 + 1) * (Decimal(100) - i % 10) / 100
        tax = (net * Decimal("0.19")).quantize(CENT, rounding=ROUND_HALF_UP)
        total += (net + tax).quantize(CENT, rounding=ROUND_HALF_UP)
        highest = max(highest, net)
    return str(total), str(highest.quantize(CENT))


def root():
    with localcontext(Context(prec=60)):
        x = Decimal(2)
        for _ in range(30):
            x = (x + Decimal(2) / x) / 2
        return str(x)


def run():
    for _ in range(22):
        total, highest = invoice()
        digits = root()
    return "%s %s %s" % (total, highest, digits[-12:])
