"""Values become text: %, format, f-strings of Python 3, str and repr of numbers."""

ROWS = [("item-%d" % i, i * 37, i * 1.25 + 0.1, i % 2 == 0) for i in range(100)]


def row(name, count, price, on_sale):
    texts = (
        "%s has %d pieces at %.2f" % (name, count, price),
        "{:<12}|{:>8,}|{:>10.3f}|{}".format(name, count, price, on_sale),
        f"{name!r}: {count:05d} x {price:.1f} = {count * price:,.2f}",
        f"{count:x} {count:#b} {price:e} {price:g}",
        str(count) + repr(price) + str(on_sale),
    )
    return sum(map(len, texts))


def run():
    total = 0
    for _ in range(30):
        for values in ROWS:
            total += row(*values)
    return total
