# expected: dies
import _python_wasm
_python_wasm.error_text = None
1 / 0
