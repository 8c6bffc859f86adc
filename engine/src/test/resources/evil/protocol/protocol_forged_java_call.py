# expected: any error or dies
import os, _python_wasm.channel, _python_wasm.requests
os.write(1, b"\x1e" + _python_wasm.channel._token.encode() + b'{"call":1,"args":[],"kwargs":{}}\n')
_python_wasm.requests.receive()
raise ValueError
