# expected: TimeoutError
# deadline: 200 ms
sum(range(10**12))
