# expected: dies or harmless
import os, _python_wasm.requests
_python_wasm.requests.send({"value": {"$": "int", "v": "0x" + "f" * 200000}})
_python_wasm.requests.send = lambda message: None
None
