# expected: dies or SystemError or TypeError or AttributeError or harmless: null
# deadline: 500 ms
import opcode
code = bytes([opcode.opmap["RESUME"], 0, opcode.opmap["LOAD_CONST"], 255, opcode.opmap["RETURN_VALUE"], 0])
def f(): return 1
f.__code__ = f.__code__.replace(co_code=code)
str(f())
None
