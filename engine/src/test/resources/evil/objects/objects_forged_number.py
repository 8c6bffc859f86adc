# expected: AttributeError
host._number = 1
