# expected: harmless: 3
import sys
def trace(frame, event, argument):
    frame.f_trace_opcodes = True
    return trace
sys.settrace(trace)
def f(a, b):
    return a + b
result = f(1, 2)
sys.settrace(None)
result
