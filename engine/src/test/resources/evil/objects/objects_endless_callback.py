# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
def loop(x):
    while True: pass
host.apply(loop, 1)
