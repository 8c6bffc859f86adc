# deadline: 30000 ms
# expected: harmless: [37, 37, 37, 37, 37, 44]
import os
os.chdir('/tmp')
refused = []
for name in ['a' * 4_090, 'b' * 4_097, 'ü' * 2_000, 'e' * 256, 'd' * 10 ** 6, 'c/' * 2_000]:
    try:
        os.mkdir(name)
    except OSError as e:
        refused.append(e.errno)
refused
