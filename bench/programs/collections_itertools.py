"""Counter, deque, defaultdict, namedtuple; chain, product, groupby, islice and their kin."""
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from functools import reduce
from itertools import chain, combinations, count, groupby, islice, permutations, product, repeat, takewhile

Point = namedtuple("Point", "x y")
WORDS = ["ab%d" % (i * i % 89) for i in range(1500)]


def containers():
    counts = Counter(WORDS)
    groups = defaultdict(list)
    for word in WORDS:
        groups[len(word)].append(word)
    line = deque(maxlen=50)
    for i in range(1500):
        line.append(i)
        line.rotate(1)
    order = OrderedDict((word, i) for i, word in enumerate(WORDS))
    points = [Point(i, i + 1) for i in range(500)]
    total = counts.most_common(1)[0][1] + len(counts) + len(groups) + sum(line) + len(order)
    return total + sum(p.x * p.y for p in points) + points[3]._replace(x=9).x


def iterators():
    total = sum(1 for a, b, c in combinations(range(22), 3) if a + b > c)
    total += sum(a * b for a, b in product(range(40), repeat=2)) + len(list(permutations(range(6))))
    total += sum(islice(count(3, 5), 1500)) + sum(takewhile(lambda n: n < 900, count()))
    total += sum(k * len(list(g)) for k, g in groupby(sorted(n * n % 31 for n in range(900))))
    total += sum(chain(range(500), repeat(2, 300))) + reduce(lambda a, b: (a * 31 + b) % 10007, range(1500))
    return total


def run():
    total = 0
    for _ in range(9):
        total += containers() + iterators()
    return total
