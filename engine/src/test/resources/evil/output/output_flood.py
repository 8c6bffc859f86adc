# expected: dies OUTPUT
# deadline: 20000 ms
while True: print("x" * 10000)
