# expected: harmless: __main__
# The outermost frame is that of the script.
import sys
frame = sys._getframe()
while frame.f_back:
    frame = frame.f_back
frame.f_globals["__name__"]
