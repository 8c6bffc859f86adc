# category: tamper
# expected: harmless: 1
import _python_wasm
_python_wasm._handles.clear()
_python_wasm._next_handle = -5
1
