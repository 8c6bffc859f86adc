# expected: TimeoutError or RuntimeError or dies TIMEOUT or any error
# deadline: 200 ms
import threading
c = threading.Condition()
with c: c.wait()
