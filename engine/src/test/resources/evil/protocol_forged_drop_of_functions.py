# category: protocol
# expected: dies or harmless: null
import _python_wasm
_python_wasm._java_dropped.update({1, 2, 3, 99, -1})
None
