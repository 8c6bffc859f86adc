# expected: MemoryError
# memory: 32 MiB
("a" * 10**6).translate({97: "b" * 1000})
