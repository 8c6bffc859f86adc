# expected: json.decoder.JSONDecodeError
import json
json.loads('{"a": [1, 2, }')
