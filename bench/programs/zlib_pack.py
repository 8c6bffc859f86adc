"""zlib both ways, over text and over bytes with little to gain; checked by what comes back."""
import zlib

TEXT = "\n".join("%d|Customer#%09d|%d.%02d|furiously final packages" % (i, i * 7, i * 31 % 9999, i % 100)
                 for i in range(2500)).encode("ascii")
NOISE = bytes(bytearray((i * i * 31 + i // 7) % 253 for i in range(30000)))


def run():
    total = 0
    for level in (1, 3, 6):
        for data in (TEXT, NOISE):
            packed = zlib.compress(data, level)
            for _ in range(20):
                back = zlib.decompress(packed)
            total += zlib.crc32(back) & 0xFFFF
            total += len(packed) < len(data)
    return total
