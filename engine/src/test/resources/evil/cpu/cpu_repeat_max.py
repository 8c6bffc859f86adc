# expected: TimeoutError
# deadline: 200 ms
import itertools
max(itertools.repeat(1))
