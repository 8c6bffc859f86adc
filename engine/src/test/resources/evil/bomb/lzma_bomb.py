# expected: MemoryError
# deadline: 60000 ms
# memory: 48 MiB
import lzma
compressor = lzma.LZMACompressor(preset=0)
data = b"".join(compressor.compress(bytes(1 << 20)) for _ in range(60)) + compressor.flush()
lzma.decompress(data)
