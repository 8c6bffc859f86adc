# expected: TimeoutError or dies TIMEOUT or any error
# deadline: 200 ms
import threading
lock = threading.Lock()
lock.acquire()
while True: lock.acquire(timeout=1000)
