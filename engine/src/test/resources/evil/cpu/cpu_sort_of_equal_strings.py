# expected: TimeoutError or dies TIMEOUT or MemoryError
# deadline: 300 ms
base = "a" * 1_000_000
items = [base + str(n % 10) for n in range(40)]
while True: items.sort(key=lambda s: s[1:])
