# expected: TimeoutError or RuntimeError or dies TIMEOUT
# deadline: 200 ms
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()
