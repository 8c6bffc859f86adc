# expected: any error
kind = type(host)
kind.__getattr__ = lambda self, name: 1
kind.self = 5
host.self()
