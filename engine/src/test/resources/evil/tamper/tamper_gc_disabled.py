# expected: MemoryError or TimeoutError or dies TIMEOUT
# deadline: 20000 ms
# memory: 32 MiB
import gc
gc.disable()
while True:
    x = []
    x.append([x] * 1000)
