# category: scratch
# expected: OSError
import os
os.chdir('/tmp')
while True:
    os.mkdir('d')
    os.chdir('d')
