# expected: OSError or AttributeError
import os
os.dup2(2, 1)
