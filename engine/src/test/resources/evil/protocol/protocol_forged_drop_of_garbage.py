# expected: dies or any error
import _python_wasm.java
_python_wasm.java.DROPPED.update({"x", None, 1.5})
None
