# expected: harmless: 100
kept = []
class Lazarus:
    def __del__(self): kept.append(self)
for _ in range(100): Lazarus()
len(kept)
