# expected: dies or any error
import _python_wasm.requests
_python_wasm.requests._finish({"value": 1, "dropped": ["x", None, {}]})
_python_wasm.requests._finish = lambda reply: None
