# expected: AttributeError
host.all()[-1][0].getName()
