# expected: SyntaxError or NameError
eval("\u202e1 + \u2066x")
