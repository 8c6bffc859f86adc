# expected: dies or any error
import os, _python_wasm.requests
_python_wasm.requests._finish({"error": {}})
_python_wasm.requests._finish = lambda reply: None
