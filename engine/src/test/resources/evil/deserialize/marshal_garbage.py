# expected: ValueError or EOFError or TypeError
import marshal
marshal.loads(b"\xffgarbage")
