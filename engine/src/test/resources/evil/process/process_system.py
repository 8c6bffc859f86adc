# expected: any error or harmless: -1
import os
os.system("id")
