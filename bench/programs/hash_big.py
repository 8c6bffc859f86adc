"""Digests of large inputs: SHA-2, SHA-1, MD5, CRC-32."""
import hashlib
import zlib

DATA = bytes(bytearray(i * i % 251 for i in range(65536))) * 4


def run():
    texts = []
    for name in ("sha256", "sha512", "sha1", "md5"):
        digest = hashlib.new(name)
        for _ in range(12):
            digest.update(DATA)
        texts.append(digest.hexdigest()[:8])
    checksum = 0
    for _ in range(12):
        checksum = zlib.crc32(DATA, checksum) & 0xFFFFFFFF
    texts.append("%08x" % checksum)
    return " ".join(texts)
