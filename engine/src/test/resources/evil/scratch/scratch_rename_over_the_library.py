# deadline: 30000 ms
# expected: harmless: [75, 75, 75, 69, 69]
import os
library = '/usr/local/lib/python313.zip'
open('/tmp/f', 'w').close()
refused = []
for change in [lambda: os.rename('/tmp/f', library), lambda: os.rename('/tmp/f', '/tmp/..' + library),
               lambda: os.replace(library, '/tmp/f'), lambda: os.remove(library), lambda: open(library, 'wb')]:
    try:
        change()
    except OSError as e:
        refused.append(e.errno)
refused
