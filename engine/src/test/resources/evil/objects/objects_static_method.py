# expected: AttributeError
host.list.of(1)
