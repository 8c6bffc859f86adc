# expected: AttributeError or OSError or harmless: null
import os
os.closerange(0, 1000)
