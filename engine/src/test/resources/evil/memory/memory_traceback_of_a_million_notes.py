# expected: ValueError or MemoryError or dies
# deadline: 20000 ms
e = ValueError()
for n in range(100000): e.add_note("note" * 10)
raise e
