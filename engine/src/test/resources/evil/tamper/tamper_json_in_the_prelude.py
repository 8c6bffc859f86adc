# expected: harmless: 5
import json, _json
json.dumps = json.loads = _json.make_encoder = _json.scanstring = None
5
