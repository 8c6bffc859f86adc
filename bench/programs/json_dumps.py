"""json.dumps of nested documents: compact, sorted, indented, with characters to escape."""
import json

DOCUMENT = {
    "orders": [
        {"id": i, "customer": "Customer \"%d\"" % i, "total": i * 1.5, "paid": i % 2 == 0, "note": None,
         "lines": [{"sku": "A-%d" % j, "qty": j, "text": u"caf\u00e9\n"} for j in range(5)]}
        for i in range(40)
    ]
}


def run():
    total = 0
    for _ in range(60):
        total += len(json.dumps(DOCUMENT)) + len(json.dumps(DOCUMENT, sort_keys=True, separators=(",", ":")))
        total += len(json.dumps(DOCUMENT["orders"][:8], indent=2, separators=(",", ": ")))
    return total
