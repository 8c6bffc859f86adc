# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import gzip, zlib
c = zlib.compressobj(1, wbits=31)
data = b"".join(c.compress(bytes(1 << 20)) for _ in range(80)) + c.flush()
gzip.decompress(data)
