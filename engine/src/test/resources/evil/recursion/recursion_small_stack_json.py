# expected: any error or dies STACK_OVERFLOW
# stack: 256 KiB
import json
json.loads("[" * 100000)
