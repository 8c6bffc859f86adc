# expected: MemoryError or harmless: true
# deadline: 5000 ms
import json
len(json.loads("{" + ",".join(f'"{n}":{n}' for n in range(200_000)) + "}")) == 200_000
