# expected: AttributeError
host.runtime().exec("id")
