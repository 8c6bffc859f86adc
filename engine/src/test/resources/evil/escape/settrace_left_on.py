# expected: harmless: 5
import sys
sys.settrace(lambda *event: None)
5
