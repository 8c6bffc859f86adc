# category: sleep
# expected: dies TIMEOUT
# deadline: 200 ms
import time
while True:
    try:
        time.sleep(10**6)
    except BaseException: pass
