# expected: OSError
import os
os.rename("/usr/local/lib/python313.zip", "/x")
