# category: protocol
# expected: harmless: 2 or dies or any error
import _python_wasm
_python_wasm._OPERATIONS.clear()
1 + 1
