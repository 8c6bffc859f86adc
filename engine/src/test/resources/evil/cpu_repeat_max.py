# category: cpu
# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
import itertools
max(itertools.repeat(1))
