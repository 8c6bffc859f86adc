# category: bomb
# expected: ValueError
"\ud800" * 10
