# deadline: 30000 ms
# expected: harmless: [/tmp/out/etc/passwd, /tmp/out/usr/x]
import os, zipfile
with zipfile.ZipFile('/tmp/z.zip', 'w') as z:
    for name in ['../../etc/passwd', '/usr/../x']:
        info = zipfile.ZipInfo(); info.filename = name
        z.writestr(info, 'x')
zipfile.ZipFile('/tmp/z.zip').extractall('/tmp/out')
sorted(os.path.join(d, f) for d, _, files in os.walk('/tmp/out') for f in files)
