# expected: dies TRAP or python_wasm.JavaError
import python_wasm
python_wasm.JavaObject._number.__set__(host, 1 << 20)
host.self()
