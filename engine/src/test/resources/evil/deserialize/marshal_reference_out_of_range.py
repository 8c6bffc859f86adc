# expected: ValueError
import marshal
marshal.loads(b"r\xff\xff\x00\x00")
