# category: files
# expected: harmless: []
import sys
sys.argv
