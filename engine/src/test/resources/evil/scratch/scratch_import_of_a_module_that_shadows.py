# deadline: 30000 ms
# expected: harmless: shadowed
import sys
with open('/tmp/json.py', 'w') as f:
    f.write('loads = lambda text: "shadowed"')
sys.path.insert(0, '/tmp')
del sys.modules['json']
import json
json.loads('[1]')
