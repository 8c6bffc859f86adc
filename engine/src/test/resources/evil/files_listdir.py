# category: files
# expected: FileNotFoundError or OSError or harmless: []
import os
os.listdir("/")
