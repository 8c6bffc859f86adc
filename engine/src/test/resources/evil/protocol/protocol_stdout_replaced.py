# expected: harmless: 4
import sys
class Out:
    def write(self, text): raise SystemExit
    flush = write
sys.stdout = sys.stderr = Out()
4
