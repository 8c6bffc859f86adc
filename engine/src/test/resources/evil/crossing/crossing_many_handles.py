# expected: dies VALUE
# memory: 256 MiB
# deadline: 30000 ms
[object() for _ in range(100_000)]
