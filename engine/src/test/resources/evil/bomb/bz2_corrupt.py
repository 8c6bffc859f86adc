# expected: harmless: null
# deadline: 60000 ms
import bz2, random
data = bz2.compress(b"".join(b"%d " % i for i in range(20_000)))
random.seed(1)
for _ in range(60):
    broken = bytearray(data)
    broken[random.randrange(10, len(broken))] = random.randrange(256)
    try:
        bz2.decompress(bytes(broken))
    except (OSError, EOFError, ValueError):
        pass
None
