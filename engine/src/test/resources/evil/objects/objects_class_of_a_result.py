# expected: AttributeError
host.type().forName("java.lang.Runtime")
