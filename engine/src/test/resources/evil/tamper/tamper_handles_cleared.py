# expected: harmless: 1
import _python_wasm.handles
_python_wasm.handles.HANDLES.clear()
_python_wasm.handles._next_handle = -5
1
