# expected: TimeoutError or dies TIMEOUT or MemoryError
# deadline: 1000 ms
import gc
chain = []
while True:
    chain = [chain, chain]
    gc.collect()
