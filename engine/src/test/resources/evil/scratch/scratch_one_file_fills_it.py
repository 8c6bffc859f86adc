# expected: OSError
# deadline: 30000 ms
# All in one file, and again after each refusal.
with open('/tmp/f', 'wb', buffering=0) as f:
    for _ in range(100):
        try:
            while True:
                f.write(bytes(1 << 20))
        except OSError as e:
            refused = e
    raise refused
