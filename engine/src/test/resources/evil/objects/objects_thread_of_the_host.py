# expected: AttributeError
host.thread().interrupt()
