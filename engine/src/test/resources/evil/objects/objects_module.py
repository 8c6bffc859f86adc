# expected: AttributeError
host.module().getLayer()
