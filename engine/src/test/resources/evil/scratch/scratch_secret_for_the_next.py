# deadline: 30000 ms
# expected: harmless: left
# The trial looks at what the next loan finds.
import atexit, os, tempfile
os.makedirs('/tmp/d')
kept = [open('/tmp/secret', 'w+'), tempfile.TemporaryFile('w+'), open('/tmp/d/secret', 'w+')]
for f in kept:
    f.write('secret' * 10_000)
    f.flush()
atexit.register(kept[0].write, 'more')
'left'
