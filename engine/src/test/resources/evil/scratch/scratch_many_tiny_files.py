# expected: OSError
# deadline: 30000 ms
import os
for i in range(10 ** 9):
    fd = os.open(f'/tmp/{i}', os.O_CREAT | os.O_WRONLY)
    os.write(fd, b'x')
    os.close(fd)
