# expected: dies or SystemError or harmless: null or RuntimeError
# deadline: 500 ms
import opcode
o = opcode.opmap
body = [o["RESUME"], 0]
for i in range(200):
    body += [o["LOAD_CONST"], 0, o["STORE_FAST"], 20 + i]
body += [o["LOAD_CONST"], 0, o["RETURN_VALUE"], 0]
def f(): return 1
f.__code__ = f.__code__.replace(co_code=bytes(body))
f()
None
