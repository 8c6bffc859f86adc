"""Dataclasses: construction, frozen and ordered ones, replace, equality, hashing, asdict. Python 3 only."""
from dataclasses import asdict, dataclass, field, replace


@dataclass
class Line:
    sku: str
    quantity: int
    price: float = 1.0

    @property
    def total(self):
        return self.quantity * self.price


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int
    tags: tuple = field(default=(), compare=False)


@dataclass
class Order:
    number: int
    lines: list = field(default_factory=list)

    def total(self):
        return sum(line.total for line in self.lines)


def run():
    total = 0
    for i in range(900):
        order = Order(i)
        for j in range(8):
            order.lines.append(Line(f"sku-{j}", j + 1, 0.5 * j))
        total += int(order.total())
        versions = sorted(Version(j * 7 % 5, i % 3) for j in range(8))
        total += versions[0].minor + len(set(versions))
        newer = replace(versions[1], minor=99)
        total += (newer == versions[1]) + (newer > versions[0]) * 2
        if i % 5 == 0:
            total += len(asdict(order)["lines"]) + len(repr(order))
    return total
