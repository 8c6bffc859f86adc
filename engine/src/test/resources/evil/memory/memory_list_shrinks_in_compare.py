# expected: harmless: false or IndexError
items = []
class Evil:
    def __eq__(self, other):
        items.clear()
        return False
items += [Evil() for _ in range(1000)]
items == [Evil() for _ in range(1000)]
