# expected: dies OUTPUT
# deadline: 20000 ms
import sys
while True: print("x" * 10000, file=sys.stderr)
