# expected: harmless: _python_wasm.requests
# Frames lead into the prelude, whose state is this interpreter's own.
import sys
frame = sys._getframe()
while frame.f_back:
    frame = frame.f_back
frame.f_globals["__name__"]
