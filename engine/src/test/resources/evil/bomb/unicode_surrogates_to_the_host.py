# expected: ValueError
"\ud800" * 10
