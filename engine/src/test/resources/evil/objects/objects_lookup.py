# expected: AttributeError
host.lookup().findClass("java.lang.Runtime")
