# expected: ValueError
import time
time.sleep(-1)
