# expected: dies
import os
os.abort()
