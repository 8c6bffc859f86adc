# expected: UnicodeError or UnicodeEncodeError or TimeoutError or dies
# deadline: 10000 ms
("\u0660" * 20000 + ".com").encode("idna")
