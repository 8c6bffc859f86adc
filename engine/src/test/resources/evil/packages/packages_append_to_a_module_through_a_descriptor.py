# expected: OSError
import os
file = os.open('/site-packages/shared.py', os.O_RDONLY)
os.write(file, b'secret = 2')
