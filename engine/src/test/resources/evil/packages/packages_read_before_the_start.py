# expected: OSError
import os
os.pread(os.open('/site-packages/shared.py', os.O_RDONLY), 100, -1)
