# category: protocol
# expected: dies or any error
import _python_wasm
_python_wasm._finish({"value": 1, "dropped": ["x", None, {}]})
_python_wasm._finish = lambda reply: None
