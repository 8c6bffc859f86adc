# expected: dies or any error or harmless: null
# deadline: 500 ms
import types
code = types.CodeType(0, 0, 0, 0, 0, 0, b"\x95\x00\x24\x00", (), (), (), "f", "f", "f", 1, b"", b"", (), ())
types.FunctionType(code, {})()
None
