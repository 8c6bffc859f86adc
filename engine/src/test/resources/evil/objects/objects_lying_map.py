# expected: TimeoutError or MemoryError
# deadline: 2000 ms
dict(host.lying().items())
