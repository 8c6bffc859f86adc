# expected: harmless: true
class Key:
    def __eq__(self, other): raise ZeroDivisionError
    def __hash__(self): raise ZeroDivisionError
for i in range(100): host.map.put(Key(), i)
len(host.map) == 100
