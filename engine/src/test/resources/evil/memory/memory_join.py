# expected: MemoryError or OverflowError
("x" * 10**6).join(["y"] * 10**5)
