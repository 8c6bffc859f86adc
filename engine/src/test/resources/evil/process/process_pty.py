# expected: any error
import pty
pty.fork()
