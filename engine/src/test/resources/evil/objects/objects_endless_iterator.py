# expected: TimeoutError or MemoryError
# deadline: 2000 ms
list(host.endless())
