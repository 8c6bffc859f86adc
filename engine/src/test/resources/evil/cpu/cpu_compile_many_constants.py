# expected: TimeoutError or dies TIMEOUT or MemoryError or harmless: null
# deadline: 2000 ms
compile("[" + ",".join(f"{n}.5" for n in range(200000)) + "]", "x", "eval")
None
