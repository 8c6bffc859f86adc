# expected: TimeoutError
# deadline: 500 ms
import os
os.mkdir('/tmp/a')
while True:
    os.rename('/tmp/a', '/tmp/b')
    os.rename('/tmp/b', '/tmp/a')
