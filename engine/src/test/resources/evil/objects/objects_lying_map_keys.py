# expected: TimeoutError or MemoryError or ValueError
# deadline: 2000 ms
list(host.lying())
