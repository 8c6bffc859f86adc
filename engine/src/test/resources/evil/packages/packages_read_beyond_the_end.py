# expected: harmless: 0
import os
file = os.open('/site-packages/shared.py', os.O_RDONLY)
parts = [os.pread(file, 100, 1 << 40), os.pread(file, 100, (1 << 63) - 1), (os.lseek(file, 1 << 62, 0), os.read(file, 100))[1]]
len(b''.join(parts))
