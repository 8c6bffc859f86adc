# expected: AttributeError
host.getClass().forName("java.lang.Runtime")
