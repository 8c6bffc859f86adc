# category: bomb
# expected: TimeoutError or dies TIMEOUT
# deadline: 300 ms
import re
re.match(r"(a+)+$", "a" * 40 + "b")
