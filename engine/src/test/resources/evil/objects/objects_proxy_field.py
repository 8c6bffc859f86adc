# expected: AttributeError
host.proxy().h
