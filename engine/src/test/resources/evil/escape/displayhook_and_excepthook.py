# expected: ZeroDivisionError
import sys
sys.excepthook = sys.unraisablehook = sys.displayhook = lambda *a: 1 / 0
class A:
    def __del__(self): raise ValueError
A()
1 / 0
