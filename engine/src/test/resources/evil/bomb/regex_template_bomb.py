# expected: MemoryError
# deadline: 60000 ms
# memory: 32 MiB
import re
re.sub("a", r"\g<0>" * 1000, "a" * 100_000)
