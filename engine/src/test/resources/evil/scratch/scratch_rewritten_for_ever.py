# expected: TimeoutError
# deadline: 2000 ms
# Nothing may be left of any of these files.
import os
while True:
    with open('/tmp/f', 'wb') as f:
        f.write(bytes(1 << 20))
        os.remove('/tmp/f')
        f.write(bytes(1 << 20))
    with open('/tmp/g', 'wb') as f:
        f.truncate(30 << 20)
        f.truncate(1)
    with open('/tmp/h', 'wb') as f:
        f.write(bytes(1 << 20))
    os.replace('/tmp/h', '/tmp/g')
