# expected: TimeoutError
# deadline: 200 ms
import itertools
all(itertools.cycle([1]))
