# expected: harmless: evil
import os
os.environ["PATH"] = "evil"
os.environ["PATH"]
