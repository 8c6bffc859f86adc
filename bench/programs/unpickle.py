"""pickle.loads of nested data and of objects of the library (protocol 2, which Python 2 also has)."""
import pickle
from datetime import timedelta
from fractions import Fraction

try:
    from cPickle import loads
except ImportError:
    from pickle import loads

RECORDS = pickle.dumps([
    {"id": i, "name": u"name %d" % i, "tags": ["a", "b", u"t%d" % (i % 9)], "at": (i, i + 0.5, i * 0.5), "big": 1 << i}
    for i in range(300)
], 2)
LISTS = pickle.dumps([[i, str(i), float(i), None, i % 2 == 0] for i in range(700)], 2)
OBJECTS = pickle.dumps([(timedelta(i), Fraction(i, 7)) for i in range(60)], 2)


def run():
    total = 0
    for _ in range(35):
        records = loads(RECORDS)
        total += records[7]["id"] + len(records[-1]["name"]) + sum(int(r["at"][2]) for r in records)
        total += sum(span.days + part.numerator for span, part in loads(OBJECTS))
        total += sum(len(row[1]) for row in loads(LISTS))
    return total
