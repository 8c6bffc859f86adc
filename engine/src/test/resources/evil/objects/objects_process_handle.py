# expected: AttributeError
host.process().destroy()
