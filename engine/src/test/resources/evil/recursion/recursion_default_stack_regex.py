# expected: any error or dies STACK_OVERFLOW or harmless: null
# stack: 1024 KiB
# deadline: 10000 ms
import re
re.match("(?:" * 500 + "a" + ")*" * 500, "a" * 1000)
None
