# expected: any error or dies or harmless: null
import _python_wasm
_python_wasm.serve()
