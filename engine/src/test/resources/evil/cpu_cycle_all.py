# category: cpu
# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
import itertools
all(itertools.cycle([1]))
