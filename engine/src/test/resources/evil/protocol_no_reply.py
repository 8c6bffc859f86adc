# category: protocol
# expected: dies
import _python_wasm
_python_wasm._send = lambda message: None
