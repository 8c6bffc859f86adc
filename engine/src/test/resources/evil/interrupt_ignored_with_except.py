# category: interrupt
# expected: dies TIMEOUT
# deadline: 200 ms
while True:
    try:
        while True: pass
    except BaseException: continue
