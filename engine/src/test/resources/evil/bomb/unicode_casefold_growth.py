# expected: harmless: 3000000
len(("\u0390" * 1_000_000).casefold())
