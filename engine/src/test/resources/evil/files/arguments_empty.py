# expected: harmless: []
import sys
sys.argv
