# expected: dies
import os, _python_wasm.channel
os.write(1, b"\x1e" + _python_wasm.channel._token.encode() + b"[]\n")
