# expected: harmless: 9
import gc
gc.set_threshold(1, 1, 1)
x = [[] for _ in range(100)]
9
