# expected: RecursionError or MemoryError or dies
# deadline: 10000 ms
import sys
sys.setrecursionlimit(10**9)
class A:
    def __getattr__(self, name): return getattr(self, name + "x")
A().a
