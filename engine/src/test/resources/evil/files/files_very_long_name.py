# expected: OSError or ValueError or FileNotFoundError or MemoryError
open("/" + "a" * 10_000_000)
