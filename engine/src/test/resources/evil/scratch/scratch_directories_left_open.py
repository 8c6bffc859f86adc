# deadline: 30000 ms
# expected: OSError
# Each is removed while somebody looks at it.
import os
left = []
for i in range(10_000):
    os.mkdir('/tmp/d')
    left.append(os.open('/tmp/d', os.O_RDONLY))
    os.rmdir('/tmp/d')
