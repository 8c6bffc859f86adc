# expected: dies OUTPUT
# deadline: 20000 ms
while True:
    try:
        print("x" * 10000)
    except BaseException: pass
