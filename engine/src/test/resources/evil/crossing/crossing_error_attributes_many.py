# expected: ValueError or dies VALUE or dies
# deadline: 20000 ms
e = ValueError()
e.payload = [object() for _ in range(100_000)]
raise e
