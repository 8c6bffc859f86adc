# expected: dies or TimeoutError or any error
# deadline: 300 ms
import opcode
o = opcode.opmap
def f():
    while True: pass
code = f.__code__.co_code.replace(bytes([o["JUMP_BACKWARD"]]), bytes([o["JUMP_BACKWARD_NO_INTERRUPT"]]))
f.__code__ = f.__code__.replace(co_code=code)
f()
