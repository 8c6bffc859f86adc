# expected: AttributeError
host.loader().loadClass("java.lang.Runtime")
