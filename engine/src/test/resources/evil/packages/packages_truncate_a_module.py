# expected: OSError
import os
os.truncate('/site-packages/shared.py', 0)
