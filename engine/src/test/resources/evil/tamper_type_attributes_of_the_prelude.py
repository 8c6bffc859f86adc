# category: tamper
# expected: harmless: null or dies or any error
import _python_wasm
for name in list(vars(_python_wasm)): setattr(_python_wasm, name, None)
