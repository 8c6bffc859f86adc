# expected: any error or harmless: null
# deadline: 3000 ms
d = {}
class Evil:
    def __hash__(self): return 1
    def __eq__(self, other):
        d.clear()
        for n in range(50): d[n] = n
        return False
for _ in range(50): d[Evil()] = 1
