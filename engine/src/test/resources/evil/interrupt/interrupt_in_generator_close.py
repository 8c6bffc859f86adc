# expected: dies TIMEOUT or TimeoutError or RuntimeError
# deadline: 200 ms
def g():
    while True:
        try:
            yield 1
        except BaseException:
            while True: pass
it = g()
next(it)
it.close()
