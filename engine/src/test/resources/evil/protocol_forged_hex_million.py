# category: protocol
# expected: dies or harmless
import os, _python_wasm
_python_wasm._send({"value": {"$": "int", "v": "0x" + "f" * 200000}})
_python_wasm._send = lambda message: None
None
