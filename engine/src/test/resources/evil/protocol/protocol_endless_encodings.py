# expected: MemoryError or TimeoutError or dies
# A list that holds itself many times over, without a ring: its form has two to the power of sixty items.
value = []
for _ in range(60):
    value = [value, value]
value
