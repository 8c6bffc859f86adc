# expected: MemoryError or OverflowError or TimeoutError or dies TIMEOUT or harmless: null
# deadline: 500 ms
import random
random.getrandbits(2**31 - 1)
None
