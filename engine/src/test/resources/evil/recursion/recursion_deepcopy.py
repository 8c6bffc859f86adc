# expected: RecursionError or MemoryError
import copy
x = []
for _ in range(100000): x = [x]
copy.deepcopy(x)
