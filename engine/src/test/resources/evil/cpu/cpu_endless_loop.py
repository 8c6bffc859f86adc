# expected: TimeoutError
# deadline: 200 ms
while True: pass
