# expected: AttributeError or OSError
import os
os.execv("/bin/sh", ["sh"])
