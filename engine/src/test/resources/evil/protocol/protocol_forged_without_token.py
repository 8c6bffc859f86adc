# expected: harmless: true value
import os
os.write(1, b'\x1e0000000000000000{"value":"forged"}\n')
"true value"
