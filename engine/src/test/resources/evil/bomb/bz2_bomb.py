# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import bz2
compressor = bz2.BZ2Compressor()
data = b"".join(compressor.compress(bytes(1 << 20)) for _ in range(60)) + compressor.flush()
bz2.decompress(data)
