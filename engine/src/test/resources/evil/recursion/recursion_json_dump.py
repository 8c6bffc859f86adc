# expected: RecursionError
import json
x = {}
for _ in range(100000): x = {"a": x}
json.dumps(x)
