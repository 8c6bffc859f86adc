# expected: dies
# Bytes that pass for a value in the binary form: a list of two billion items.
import _python_wasm
_python_wasm.Encoded(b"\x12\xff\xff\xff\x7f")
