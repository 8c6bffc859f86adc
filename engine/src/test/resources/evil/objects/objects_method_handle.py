# expected: AttributeError
host.handle().invokeWithArguments([])
