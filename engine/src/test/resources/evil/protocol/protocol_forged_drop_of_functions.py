# expected: dies or harmless: null
import _python_wasm.java
_python_wasm.java.DROPPED.update({1, 2, 3, 99, -1})
None
