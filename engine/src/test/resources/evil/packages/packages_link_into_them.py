# expected: OSError
import os
os.symlink('/etc/passwd', '/site-packages/link')
