# expected: dies OUTPUT
# deadline: 20000 ms
import os
while True: os.write(2, b"x" * 100000)
