# expected: dies or any error or harmless: null
# deadline: 500 ms
import opcode
o = opcode.opmap
def f(): return 1
f.__code__ = f.__code__.replace(co_code=bytes([o["RESUME"], 0, o["EXTENDED_ARG"], 90, o["JUMP_BACKWARD"], 255, 0, 0, o["RETURN_VALUE"], 0]))
f()
None
