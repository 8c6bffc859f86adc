# expected: TimeoutError
# deadline: 200 ms
import itertools, collections
collections.deque(itertools.count(), maxlen=0)
