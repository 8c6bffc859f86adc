# expected: TimeoutError or dies TIMEOUT
# deadline: 2000 ms
i = 0
while True:
    i += 1
    hasattr(host, f"name{i}")
