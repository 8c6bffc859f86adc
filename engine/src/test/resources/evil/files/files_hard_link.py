# expected: PermissionError
import os
os.link("/usr/local/lib/python313.zip", "/link")
