# expected: dies TIMEOUT
# deadline: 1000 ms
zeros = [0.0] * 2_000_000
any(map(zeros.__contains__, [1] * 100_000))
