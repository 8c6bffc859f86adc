# expected: any error
import python_wasm
python_wasm.JavaObject.__del__ = lambda self: 1 / 0
for i in range(100): host.fresh()
del python_wasm.JavaObject.__del__
host.fresh().nothing
