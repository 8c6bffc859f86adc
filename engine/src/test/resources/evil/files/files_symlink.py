# expected: PermissionError
import os
os.symlink("/etc/passwd", "/link")
