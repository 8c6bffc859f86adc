# deadline: 30000 ms
# expected: harmless: [51, 51, 51, 51]
refused = []
for place in [10 ** 9, 2 ** 40, 2 ** 62, 2 ** 63 - 2]:
    with open('/tmp/f', 'wb', buffering=0) as f:
        f.seek(place)
        try:
            f.write(b'x')
        except OSError as e:
            refused.append(e.errno)
refused
