# expected: harmless: null
# A message that is forged with the token is none that the host waits for.
import os, _python_wasm.channel, _python_wasm.requests
os.write(1, ("\x1e" + _python_wasm.channel._token + '{"value":"lied"}\n').encode())
os.kill if False else None
_python_wasm.requests.send = lambda message: None
