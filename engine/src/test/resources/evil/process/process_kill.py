# expected: AttributeError or OSError
import os
os.kill(1, 9)
