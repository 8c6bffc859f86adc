# expected: OSError
# deadline: 30000 ms
# What has no name any more counts till it is closed.
left = []
import os
for i in range(200):
    f = open('/tmp/f', 'wb', buffering=0)
    f.write(bytes(1 << 20))
    os.remove('/tmp/f')
    left.append(f)
