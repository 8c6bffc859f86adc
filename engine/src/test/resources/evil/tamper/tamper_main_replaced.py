# expected: harmless: 6
import sys
sys.modules["__main__"] = None
6
