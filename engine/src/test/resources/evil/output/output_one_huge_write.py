# expected: dies OUTPUT or MemoryError
import os
os.write(1, bytes(20 << 20))
