# expected: any error
import os
os.popen("id").read()
