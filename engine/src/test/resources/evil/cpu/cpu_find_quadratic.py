# expected: TimeoutError or dies TIMEOUT or harmless: -1
# deadline: 300 ms
("a" * 10**7).find("a" * 10**6 + "b")
