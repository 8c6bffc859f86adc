# expected: harmless: []
import os
found = []
for path in ('/site-packages/../etc/passwd', '/site-packages/shared/../../etc/passwd', '/site-packages/shared.py/../../../etc/passwd',
             '/site-packages//../../root', '/site-packages/../proc/self/environ'):
    try:
        with open(path) as file:
            found.append(file.read(10))
    except OSError:
        pass
found
