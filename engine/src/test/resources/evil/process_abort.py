# category: process
# expected: dies
import os
os.abort()
