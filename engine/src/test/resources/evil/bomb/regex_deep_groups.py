# expected: RecursionError or MemoryError or re.PatternError or OverflowError or dies
# deadline: 10000 ms
import re
re.compile("(" * 20000 + ")" * 20000)
