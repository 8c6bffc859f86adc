# expected: MemoryError
# memory: 64 MiB
import lzma
lzma.compress(b"x", format=lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1536 << 20}])
