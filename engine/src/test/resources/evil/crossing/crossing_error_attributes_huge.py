# expected: ValueError or dies VALUE or dies or MemoryError
# deadline: 20000 ms
# memory: 256 MiB
e = ValueError()
e.payload = "x" * 50_000_000
raise e
