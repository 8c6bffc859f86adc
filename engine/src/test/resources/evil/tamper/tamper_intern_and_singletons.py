# expected: SyntaxError
exec("None = 1")
