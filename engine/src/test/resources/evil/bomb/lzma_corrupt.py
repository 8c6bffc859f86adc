# expected: harmless: null or MemoryError
# deadline: 60000 ms
import lzma, random
data = lzma.compress(b"".join(b"%d " % i for i in range(20_000)), check=lzma.CHECK_NONE)
random.seed(1)
for _ in range(300):
    broken = bytearray(data)
    broken[random.randrange(12, len(broken))] = random.randrange(256)
    try:
        lzma.decompress(bytes(broken))
    except (lzma.LZMAError, EOFError, MemoryError):
        pass
None
