# expected: dies or any error
import _python_wasm
_python_wasm.error_text = lambda error: "{}"
1 / 0
