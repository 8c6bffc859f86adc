# deadline: 30000 ms
# expected: harmless: [28, 28, 51, 51]
import os
refused = []
fd = os.open('/tmp/f', os.O_CREAT | os.O_RDWR)
for place in [-1, -2 ** 63, 2 ** 62, 2 ** 63 - 1]:
    try:
        os.pwrite(fd, b'xx', place)
    except OSError as e:
        refused.append(e.errno)
refused
