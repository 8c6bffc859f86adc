# expected: any error
import struct
struct.unpack("1000000000x", b"")
