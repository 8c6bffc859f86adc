# expected: TimeoutError or dies TIMEOUT or MemoryError or OverflowError or harmless: null
# deadline: 500 ms
import re
re.match("((((a{0,5000}){0,5000}){0,5000}){0,5000})b", "a" * 5000)
None
