# expected: AttributeError
host.method().invoke(None)
