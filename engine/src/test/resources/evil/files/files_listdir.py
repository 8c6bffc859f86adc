# expected: harmless: [usr]
import os
os.listdir("/")
