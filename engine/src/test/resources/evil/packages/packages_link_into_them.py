# expected: PermissionError
import os
os.symlink('/etc/passwd', '/site-packages/link')
