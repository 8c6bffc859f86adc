# expected: MemoryError or OverflowError or ValueError or zlib.error
import zlib
zlib.decompress(zlib.compress(b"x"), bufsize=1 << 30)
