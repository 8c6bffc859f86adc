# deadline: 30000 ms
# expected: OSError
# The tree grows from its top: no path is ever made longer.
import os
os.mkdir('/tmp/a')
while True:
    os.mkdir('/tmp/b')
    os.rename('/tmp/a', '/tmp/b/a')
    os.rename('/tmp/b', '/tmp/a')
