# expected: OSError or AttributeError or harmless: null
import os
os.chmod("/usr/local/lib/python313.zip", 0o777)
