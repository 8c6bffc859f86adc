# expected: ValueError or MemoryError or dies
raise ValueError("x" * 10**7)
