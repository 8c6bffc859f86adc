# expected: MemoryError or OverflowError or TimeoutError or dies TIMEOUT
# deadline: 300 ms
10**10**8
