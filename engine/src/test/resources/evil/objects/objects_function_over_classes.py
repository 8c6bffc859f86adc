# expected: AttributeError
host.apply(lambda c: c.getName(), host.type())
