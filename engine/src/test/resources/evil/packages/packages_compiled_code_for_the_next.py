# expected: OSError
import os
os.makedirs('/site-packages/__pycache__')
