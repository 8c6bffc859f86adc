# deadline: 30000 ms
# expected: harmless: [28, 28, 28, 55]
import os
os.makedirs('/tmp/a/b/c')
refused = []
for source, target in [('/tmp/a', '/tmp/a/b/c/a'), ('/tmp/a', '/tmp/a/b'), ('/tmp/a/b', '/tmp/a/b/c/'), ('/tmp/a/b/c', '/tmp/a')]:
    try:
        os.rename(source, target)
    except OSError as e:
        refused.append(e.errno)
refused
