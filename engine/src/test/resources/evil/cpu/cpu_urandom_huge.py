# expected: MemoryError or OverflowError or ValueError or TimeoutError or dies TIMEOUT
import os
os.urandom(2**30)
