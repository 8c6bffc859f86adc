# expected: ValueError or EOFError or MemoryError or TypeError
import marshal
marshal.loads(b"(\xff\xff\xff\x7f")
