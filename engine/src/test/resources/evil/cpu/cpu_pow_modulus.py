# expected: TimeoutError
# deadline: 300 ms
pow(3, (1 << 200000) - 1, (1 << 200000) - 3)
