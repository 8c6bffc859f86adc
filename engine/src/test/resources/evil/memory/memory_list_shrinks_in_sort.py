# expected: ValueError or harmless: null
items = list(range(1000))
items.sort(key=lambda n: items.clear() or n)
