# expected: re.PatternError
import re
re.compile("(?<=a+)b")
