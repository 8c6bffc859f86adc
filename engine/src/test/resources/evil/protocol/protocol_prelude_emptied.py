# expected: any error or dies or harmless: null
import _python_wasm
vars(_python_wasm).clear()
object()
