# expected: OSError
import os
while True:
    os.open('/site-packages/shared.py', os.O_RDONLY)
