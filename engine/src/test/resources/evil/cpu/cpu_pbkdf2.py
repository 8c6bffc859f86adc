# expected: TimeoutError or dies TIMEOUT or AttributeError or ImportError
# deadline: 300 ms
import hashlib
hashlib.pbkdf2_hmac("sha256", b"x", b"y", 10**9)
