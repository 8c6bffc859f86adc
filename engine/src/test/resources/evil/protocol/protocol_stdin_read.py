# expected: harmless
import os
os.read(0, 1000)
