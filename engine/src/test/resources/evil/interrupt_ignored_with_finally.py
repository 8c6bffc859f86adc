# category: interrupt
# expected: dies TIMEOUT
# deadline: 200 ms
def f():
    try:
        while True: pass
    finally: f()
f()
