# expected: dies OUTPUT
# deadline: 20000 ms
import sys
while True: sys.stdout.write("x" * 10000)
