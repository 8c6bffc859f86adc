# expected: EOFError or ValueError or MemoryError or OverflowError
import marshal
marshal.loads(b"s\xff\xff\xff\x7f")
