# expected: dies or any error or harmless: null
# deadline: 500 ms
# The way to forge an object: a constant index that reaches into a bytes object of one's own.
import opcode, struct
o = opcode.opmap
fake = struct.pack("<IIII", 1, 0x7ffffff0, 0x41414141, 0x42424242) * 64
def f(): return 1
for index in range(1, 256, 5):
    f.__code__ = f.__code__.replace(co_code=bytes([o["RESUME"], 0, o["LOAD_CONST"], index, o["RETURN_VALUE"], 0]), co_consts=(fake,))
    type(f())
