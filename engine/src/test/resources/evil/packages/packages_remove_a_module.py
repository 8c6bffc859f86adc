# expected: OSError
import os
os.remove('/site-packages/shared.py')
