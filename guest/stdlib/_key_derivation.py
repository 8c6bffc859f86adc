"""hashlib.pbkdf2_hmac and hashlib.scrypt, which CPython has from OpenSSL: PKCS #5 (RFC 8018, 5.2) and RFC 7914."""
import _scrypt

_LONGEST = 2 ** 31 - 1
_MEMORY = 32 << 20  # OpenSSL's, where maxmem is 0


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    import hashlib  # which imports this module
    if not isinstance(hash_name, str):
        raise TypeError(f"pbkdf2_hmac() argument 'hash_name' must be str, not {type(hash_name).__name__}")
    password, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    start = hashlib.new(hash_name)
    if start.digest_size == 0:
        raise ValueError(f"{hash_name} has no digest of a fixed size")
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = start.digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    if dklen > _LONGEST or iterations > _LONGEST:
        raise OverflowError("iteration value or key length is too great.")
    if len(password) > start.block_size:
        password = hashlib.new(hash_name, password).digest()
    padded = int.from_bytes(password.ljust(start.block_size, b"\0"))
    inner, outer = (hashlib.new(hash_name, (padded ^ int.from_bytes(bytes([pad]) * start.block_size)).to_bytes(start.block_size))
                    for pad in (0x36, 0x5c))

    def keyed(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key = bytearray()
    block = 0
    while len(key) < dklen:
        block += 1
        last = keyed(salt + block.to_bytes(4))
        mixed = int.from_bytes(last)
        for _ in range(iterations - 1):
            last = keyed(last)
            mixed ^= int.from_bytes(last)
        key += mixed.to_bytes(start.digest_size)
    return bytes(key[:dklen])


def scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64):
    """scrypt password-based key derivation function."""
    for name, value in (("salt", salt), ("n", n), ("r", r), ("p", p)):
        if value is None:
            raise TypeError(f"{name} is required")
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if not 0 <= maxmem <= _LONGEST:
        raise ValueError(f"maxmem must be positive and smaller than {_LONGEST}")
    if not 1 <= dklen <= _LONGEST:
        raise ValueError(f"dklen must be greater than 0 and smaller than {_LONGEST}")
    if r < 1 or p < 1 or p * r >= 1 << 30 or n >= 1 << 32 or r * 16 < n.bit_length() // 8:
        raise ValueError("Invalid parameter combination for n, r, p, maxmem.")
    if 128 * r * (n + 2 + p) > (maxmem or _MEMORY):
        raise ValueError("memory limit exceeded")
    blocks = pbkdf2_hmac("sha256", password, salt, 1, 128 * r * p)
    return pbkdf2_hmac("sha256", password, _scrypt.mix(blocks, n, r), 1, dklen)
