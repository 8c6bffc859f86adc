# expected: AttributeError
host.builder().start()
