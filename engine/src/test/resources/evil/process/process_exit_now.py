# expected: dies EXIT
import os
os._exit(0)
