# expected: TimeoutError or dies TIMEOUT
# deadline: 2000 ms
while True: host.fresh()
