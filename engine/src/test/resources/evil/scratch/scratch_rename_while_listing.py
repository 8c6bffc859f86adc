# deadline: 30000 ms
# expected: harmless: 300
# Each entry comes back under a new name, which a listing must not see.
import os
for i in range(300):
    open(f'/tmp/{i}', 'w').close()
seen = 0
for entry in os.scandir('/tmp'):
    os.rename(entry.path, entry.path + 'x')
    seen += 1
seen
