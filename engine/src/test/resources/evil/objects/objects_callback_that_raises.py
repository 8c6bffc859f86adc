# expected: ZeroDivisionError
host.apply(lambda x: 1 / 0, 1)
