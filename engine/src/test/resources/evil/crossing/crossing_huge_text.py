# expected: dies VALUE or MemoryError
# memory: 256 MiB
# deadline: 30000 ms
"x" * 140_000_000
