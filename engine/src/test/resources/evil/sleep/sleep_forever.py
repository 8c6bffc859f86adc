# expected: TimeoutError
# deadline: 200 ms
import time
time.sleep(10**6)
