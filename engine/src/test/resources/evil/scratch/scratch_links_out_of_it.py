# deadline: 30000 ms
# expected: harmless: [63, 63, 63]
import os
refused = []
for change in [lambda: os.symlink('/', '/tmp/root'), lambda: os.symlink('/etc/passwd', '/tmp/passwd'),
               lambda: os.link('/usr/local/lib/python313.zip', '/tmp/library')]:
    try:
        change()
    except OSError as e:
        refused.append(e.errno)
refused
