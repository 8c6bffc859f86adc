# expected: TimeoutError
# deadline: 200 ms
import collections, itertools
class Mine(itertools.permutations): pass
collections.deque(Mine(range(100)), maxlen=0)
