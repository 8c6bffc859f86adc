# expected: AttributeError
import os
while True: os.fork()
