# expected: AttributeError
import os
os.posix_spawn("/bin/sh", ["sh"], {})
