# expected: dies or any error or harmless: null
# deadline: 500 ms
import opcode
o = opcode.opmap
def f(a=5): return a
f.__code__ = f.__code__.replace(co_code=bytes([o["RESUME"], 0, o["LOAD_DEREF"], 0, o["RETURN_VALUE"], 0]))
f()
None
