# expected: AttributeError
host.list = []
