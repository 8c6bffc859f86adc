# expected: AttributeError
host.proxy().getInvocationHandler(host.proxy())
