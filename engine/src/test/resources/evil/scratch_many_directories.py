# category: scratch
# expected: OSError
import os
for i in range(10 ** 9):
    os.mkdir(f'/tmp/{i}')
