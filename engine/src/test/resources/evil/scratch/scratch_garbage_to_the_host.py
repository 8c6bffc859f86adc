# deadline: 30000 ms
# expected: harmless: [[f], 0]
# Flags, times and sizes that no library would pass.
import os
fd = os.open('/tmp/f', os.O_CREAT | os.O_RDWR)
for call in [lambda: os.utime('/tmp/f', ns=(2 ** 63 - 1, -2 ** 63)), lambda: os.utime(fd, ns=(-1, -1)), lambda: os.lseek(fd, 2 ** 63 - 1, 1),
             lambda: os.lseek(fd, -1, 0), lambda: os.lseek(fd, 0, 99), lambda: os.posix_fadvise(fd, -1, -1, 99),
             lambda: os.open('/tmp/f', 0x7FFFFFFF), lambda: os.pread(fd, 10, -1), lambda: os.read(99, 10)]:
    try:
        call()
    except (OSError, OverflowError):
        pass
os.close(fd)
[os.listdir('/tmp'), os.stat('/tmp/f').st_size]
