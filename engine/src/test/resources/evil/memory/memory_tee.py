# expected: MemoryError or TimeoutError or dies
# deadline: 2000 ms
# memory: 32 MiB
import itertools
a, b = itertools.tee(itertools.count())
for _ in a: pass
