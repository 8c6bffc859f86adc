# expected: OSError
# deadline: 20000 ms
import os
while True: os.open("/usr/local/lib/python313.zip", os.O_RDONLY)
