# expected: AttributeError
host.nothing
