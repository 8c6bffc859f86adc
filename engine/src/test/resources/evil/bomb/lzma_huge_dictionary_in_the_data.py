# expected: MemoryError or lzma.LZMAError
# memory: 64 MiB
import lzma
lzma.LZMADecompressor(format=lzma.FORMAT_ALONE).decompress(b"\x5d" + (0xC0000000).to_bytes(4, "little") + b"\xff" * 8 + bytes(100))
