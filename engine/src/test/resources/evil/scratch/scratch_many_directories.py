# expected: OSError
# deadline: 30000 ms
import os
for i in range(10 ** 9):
    os.mkdir(f'/tmp/{i}')
