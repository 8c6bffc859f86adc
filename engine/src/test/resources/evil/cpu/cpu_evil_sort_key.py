# expected: TimeoutError
# deadline: 200 ms
sorted([1, 2, 3], key=lambda n: [None for _ in iter(int, 1)])
