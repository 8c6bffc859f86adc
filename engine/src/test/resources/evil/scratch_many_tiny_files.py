# category: scratch
# expected: OSError
for i in range(10 ** 9):
    with open(f'/tmp/{i}', 'w') as f:
        f.write('x')
