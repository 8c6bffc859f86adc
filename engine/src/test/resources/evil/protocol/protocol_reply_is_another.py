# expected: harmless: 2 or dies or any error
import _python_wasm.requests
_python_wasm.requests._OPERATIONS.clear()
1 + 1
