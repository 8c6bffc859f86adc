# expected: any error or harmless: null
# deadline: 3000 ms
s = set()
class Evil:
    def __hash__(self): return 1
    def __eq__(self, other):
        s.clear()
        return True
for _ in range(100): s.add(Evil())
