# expected: any error or TimeoutError or dies or harmless: null
# deadline: 1000 ms
(b"-" + b"9" * 10000).decode("punycode")
None
