# expected: harmless: true
{1: 1, "1": 2, (1,): 3, None: 4, b"1": 5}[(1,)] == 3
