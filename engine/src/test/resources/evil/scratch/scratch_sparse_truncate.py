# deadline: 30000 ms
# expected: harmless: [51, 51, 51]
import os
refused = []
fd = os.open('/tmp/f', os.O_CREAT | os.O_RDWR)
for size in [10 ** 9, 2 ** 62, 2 ** 63 - 1]:
    try:
        os.ftruncate(fd, size)
    except OSError as e:
        refused.append(e.errno)
refused
