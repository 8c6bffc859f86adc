# expected: TimeoutError or dies TIMEOUT
# deadline: 300 ms
import hashlib
data = bytes(10**7)
while True: hashlib.sha512(data).digest()
