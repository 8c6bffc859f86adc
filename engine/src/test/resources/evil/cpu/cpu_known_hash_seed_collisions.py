# expected: TimeoutError or dies TIMEOUT or harmless: true or MemoryError
# deadline: 1000 ms
# Hashes of int are known without a seed: these all meet in one slot.
len({n * ((1 << 31) - 1): n for n in range(1, 20000)}) == 19999
