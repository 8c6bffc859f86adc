# expected: ValueError
x = []
x.append(x)
x
