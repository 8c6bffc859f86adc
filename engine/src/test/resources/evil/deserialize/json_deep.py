# expected: RecursionError or json.decoder.JSONDecodeError
import json
json.loads("[" * 1_000_000)
