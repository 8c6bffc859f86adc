# expected: dies TIMEOUT or TimeoutError or any error
# deadline: 200 ms
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass
