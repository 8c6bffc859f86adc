# category: crossing
# expected: ValueError
x = []
for _ in range(10000): x = [x]
x
