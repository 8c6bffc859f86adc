# expected: OSError
open("/usr/local/lib/python313.zip", "wb")
