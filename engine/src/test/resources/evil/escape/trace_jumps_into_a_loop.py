# expected: ValueError or TimeoutError or harmless: null
# deadline: 500 ms
import sys
def trace(frame, event, argument):
    if event == "line":
        frame.f_lineno = frame.f_code.co_firstlineno + 2
    return trace
def f():
    x = 1
    for i in range(3):
        x += i
    return x
sys.settrace(trace)
try:
    f()
finally:
    sys.settrace(None)
