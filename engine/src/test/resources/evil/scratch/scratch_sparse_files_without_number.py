# deadline: 30000 ms
# expected: OSError
# Holes take no memory, and count all the same.
import os
for i in range(1_000):
    os.close(os.open(f'/tmp/{i}', os.O_CREAT | os.O_RDWR))
    os.truncate(f'/tmp/{i}', 10 ** 7)
