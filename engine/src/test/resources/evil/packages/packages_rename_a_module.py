# expected: OSError
import os
os.rename('/site-packages/shared.py', '/site-packages/other.py')
