# expected: any error or dies or harmless: null
import _python_wasm.requests
_python_wasm.requests.encode = lambda value, name="": value
object()
