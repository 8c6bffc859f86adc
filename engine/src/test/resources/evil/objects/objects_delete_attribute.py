# expected: AttributeError
del host.list
