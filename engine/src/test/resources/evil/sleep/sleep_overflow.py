# expected: OverflowError or ValueError or TimeoutError or OSError
# deadline: 200 ms
import time
time.sleep(10**30)
