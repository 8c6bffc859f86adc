# expected: ValueError or json.decoder.JSONDecodeError
import json
json.loads("9" * 1_000_000)
