# expected: TimeoutError or RuntimeError or dies TIMEOUT or any error
# deadline: 200 ms
import queue
queue.Queue().get()
