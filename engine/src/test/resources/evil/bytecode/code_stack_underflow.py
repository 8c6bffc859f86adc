# expected: dies or SystemError or TypeError or harmless: null or RuntimeError
# deadline: 500 ms
import opcode
o = opcode.opmap
def f(): return 1
f.__code__ = f.__code__.replace(co_code=bytes([o["RESUME"], 0] + [o["POP_TOP"], 0] * 120 + [o["RETURN_VALUE"], 0]))
f()
None
