# expected: dies TIMEOUT
# deadline: 1000 ms
def f():
    try:
        while True: pass
    finally: f()
f()
