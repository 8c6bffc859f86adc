# category: tamper
# expected: SyntaxError
exec("None = 1")
