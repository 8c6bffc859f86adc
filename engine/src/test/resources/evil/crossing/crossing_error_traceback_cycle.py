# expected: ValueError
e = ValueError()
e.__cause__ = e.__context__ = ValueError()
e.__cause__.__cause__ = e
raise e
