# expected: OSError
import os
fd = os.open("/usr/local/lib/python313.zip", os.O_RDONLY)
os.lseek(fd, -1, os.SEEK_SET)
