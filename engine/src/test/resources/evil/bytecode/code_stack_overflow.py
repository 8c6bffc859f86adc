# expected: dies or SystemError or harmless: null or MemoryError or AttributeError
# deadline: 500 ms
import opcode
o = opcode.opmap
def f(): return 1
f.__code__ = f.__code__.replace(co_code=bytes([o["RESUME"], 0] + [o["LOAD_CONST"], 0] * 30000 + [o["RETURN_VALUE"], 0]))
f()
None
