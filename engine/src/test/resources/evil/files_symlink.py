# category: files
# expected: OSError or AttributeError
import os
os.symlink("/etc/passwd", "/link")
