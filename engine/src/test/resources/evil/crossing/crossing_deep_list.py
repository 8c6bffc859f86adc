# expected: harmless: nested too deeply to print
x = []
for _ in range(10000): x = [x]
x
