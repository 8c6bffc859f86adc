"""json.loads of one small document, as a SQL function would do it for each row (yardstick)."""
import json

DOCUMENT = json.dumps({"order": 17, "lines": [{"sku": "A-1", "qty": 3, "price": 9.5}] * 2, "note": None})


def run():
    total = 0
    for _ in range(5000):
        total += json.loads(DOCUMENT)["lines"][1]["qty"]
    return total
