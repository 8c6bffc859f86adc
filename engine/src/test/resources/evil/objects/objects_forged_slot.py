# expected: harmless: true
# Whatever number a script forges is that of an object which it was handed.
import python_wasm
other = host.fresh()
python_wasm.JavaObject._number.__set__(other, host._number)
other.self() is host
