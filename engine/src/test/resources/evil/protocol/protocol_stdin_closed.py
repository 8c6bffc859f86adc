# expected: OSError or harmless: 3
import os
os.close(0)
3
