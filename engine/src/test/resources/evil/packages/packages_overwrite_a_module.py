# expected: OSError
open('/site-packages/shared.py', 'w').write('secret = 2')
