# expected: any error or harmless: null
import os
os.read(3, 100)
