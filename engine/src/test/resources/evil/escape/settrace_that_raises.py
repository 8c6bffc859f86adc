# expected: ZeroDivisionError or harmless: 1
import sys
def trace(frame, event, argument):
    1 / 0
sys.settrace(trace)
def f(): return 1
f()
