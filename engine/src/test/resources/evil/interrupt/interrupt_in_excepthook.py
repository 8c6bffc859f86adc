# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
import sys
def hook(*args):
    while True: pass
sys.excepthook = hook
while True: pass
