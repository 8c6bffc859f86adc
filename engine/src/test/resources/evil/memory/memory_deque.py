# expected: MemoryError or SystemError
# deadline: 30000 ms
# memory: 32 MiB
from collections import deque
deque(iter(int, 1))
