# category: cpu
# expected: TimeoutError or dies TIMEOUT
# deadline: 200 ms
sum(range(10**12))
