# category: protocol
# expected: dies or any error
import os, _python_wasm
_python_wasm._finish({"error": {}})
_python_wasm._finish = lambda reply: None
