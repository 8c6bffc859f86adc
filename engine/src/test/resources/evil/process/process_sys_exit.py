# expected: SystemExit
import sys
sys.exit(7)
