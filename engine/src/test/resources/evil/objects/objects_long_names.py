# expected: TimeoutError or dies TIMEOUT or MemoryError
# deadline: 2000 ms
while True: hasattr(host, "n" * 10_000_000)
