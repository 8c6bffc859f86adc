# expected: any error or harmless: null
import os
os.set_blocking(0, False)
