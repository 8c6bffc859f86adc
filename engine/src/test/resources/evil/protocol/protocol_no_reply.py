# expected: dies
import _python_wasm.requests
_python_wasm.requests.send = lambda message: None
