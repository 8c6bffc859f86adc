# expected: OverflowError or re.PatternError or MemoryError
import re
re.compile("a{1,999999999999999999999}")
