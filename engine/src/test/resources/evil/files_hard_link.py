# category: files
# expected: OSError or AttributeError
import os
os.link("/usr/local/lib/python313.zip", "/link")
