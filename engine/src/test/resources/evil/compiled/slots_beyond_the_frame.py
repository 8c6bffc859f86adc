# expected: dies or any error or harmless: null
# deadline: 2000 ms
# Hot code that reads and writes local variables far behind its frame.
import opcode
o = opcode.opmap
def f(a=1): return a
f.__code__ = f.__code__.replace(co_nlocals=200, co_varnames=tuple(f"v{i}" for i in range(200)), co_stacksize=1,
    co_code=bytes([o["RESUME"], 0, o["LOAD_FAST"], 0, o["STORE_FAST"], 199, o["LOAD_FAST"], 199, o["RETURN_VALUE"], 0]))
for _ in range(3000):
    f()
None
