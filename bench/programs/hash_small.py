"""Digests of short texts, as a function over a text column makes them."""
import hashlib
import zlib

ROWS = [("customer-%d@example.org" % i).encode("ascii") for i in range(5000)]


def run():
    total = 0
    for row in ROWS:
        total += int(hashlib.sha256(row).hexdigest()[:4], 16) + int(hashlib.md5(row).hexdigest()[:4], 16)
        total += int(hashlib.sha1(row).hexdigest()[:4], 16) + int(hashlib.sha512(row + row).hexdigest()[:4], 16)
        total += zlib.crc32(row) & 0xFFFF
    return total
