# expected: OSError
# deadline: 30000 ms
import os
os.chdir('/tmp')
while True:
    os.mkdir('d')
    os.chdir('d')
