# expected: OSError or harmless
import os
fd = os.open("/usr/local/lib/python313.zip", os.O_RDONLY)
os.lseek(fd, 2**62, os.SEEK_SET)
os.read(fd, 10)
