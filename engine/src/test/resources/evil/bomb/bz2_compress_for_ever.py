# expected: TimeoutError or dies TIMEOUT
# deadline: 1000 ms
import bz2
compressor = bz2.BZ2Compressor()
while True:
    compressor.compress(b"ab" * 1_000_000)
