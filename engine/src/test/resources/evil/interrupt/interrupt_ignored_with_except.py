# expected: dies TIMEOUT
# deadline: 1000 ms
while True:
    try:
        while True: pass
    except BaseException: continue
