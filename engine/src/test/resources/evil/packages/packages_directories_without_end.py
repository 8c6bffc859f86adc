# expected: OSError
import os
while True:
    os.open('/site-packages', os.O_RDONLY)
