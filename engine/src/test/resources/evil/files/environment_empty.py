# expected: harmless: {}
import os
dict(os.environ)
