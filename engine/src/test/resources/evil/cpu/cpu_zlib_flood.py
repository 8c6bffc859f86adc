# expected: TimeoutError or dies TIMEOUT
# deadline: 300 ms
import zlib
data = bytes(range(256)) * 40000
while True: zlib.compress(data, 9)
