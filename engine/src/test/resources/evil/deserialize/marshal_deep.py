# expected: ValueError or EOFError or RecursionError
import marshal
marshal.loads(b")\x01" * 100000)
