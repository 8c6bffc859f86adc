# expected: TimeoutError
# deadline: 300 ms
import re
re.match(r"(a+)+$", "a" * 40 + "b")
