# expected: any error
raise type("x" * 1_000_000, (Exception,), {})
