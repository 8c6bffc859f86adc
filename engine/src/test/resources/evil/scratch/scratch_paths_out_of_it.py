# deadline: 30000 ms
# expected: harmless: []
found = []
for path in ['/tmp/../etc/passwd', '/tmp/../../../../etc/passwd', '/tmp//../proc/self/environ', '/tmp/./../tmp/../new',
             '/tmp/..\\etc\\passwd', '/tmp/%2e%2e/etc/passwd', '/tmp/d/../../etc/passwd', 'tmp/../etc/passwd']:
    for mode in ['r', 'w'] if '\\' not in path and '%' not in path else ['r']:
        try:
            open(path, mode)
            found.append((path, mode))
        except OSError:
            pass
found
