# expected: OSError or AttributeError
import os
os.truncate("/usr/local/lib/python313.zip", 0)
