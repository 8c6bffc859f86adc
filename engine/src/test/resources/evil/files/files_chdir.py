# expected: FileNotFoundError or OSError or AttributeError
import os
os.chdir("/etc")
open("passwd")
