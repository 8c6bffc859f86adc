# expected: harmless: 2
import sys
sys.modules.clear()
1 + 1
