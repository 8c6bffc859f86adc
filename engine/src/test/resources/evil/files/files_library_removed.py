# expected: OSError
import os
os.remove("/usr/local/lib/python313.zip")
