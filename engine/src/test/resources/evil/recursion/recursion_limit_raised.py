# expected: RecursionError or MemoryError or TimeoutError or dies
# deadline: 1000 ms
import sys
sys.setrecursionlimit(2**31 - 1)
def f(): f()
f()
