# expected: any error or dies
import _python_wasm
_python_wasm.new_handle = lambda value: value
object()
