"""json.loads of a large document: objects, arrays, numbers, escapes, nesting."""
import json

DOCUMENT = json.dumps({
    "orders": [
        {"id": i, "customer": "Customer \"%d\"" % i, "total": i * 1.5, "paid": i % 2 == 0, "note": None,
         "lines": [{"sku": "A-%d" % j, "qty": j, "text": u"caf\u00e9\n"} for j in range(5)]}
        for i in range(100)
    ],
    "matrix": [[i * j for i in range(30)] for j in range(30)],
    "floats": [i / 7.0 for i in range(300)],
})


def run():
    total = 0
    for _ in range(36):
        document = json.loads(DOCUMENT)
        total += sum(order["lines"][-1]["qty"] + len(order["lines"][0]["text"]) for order in document["orders"])
        total += document["matrix"][29][29] + int(document["floats"][299])
    return total
