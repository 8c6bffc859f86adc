# expected: dies or any error or harmless: null
# deadline: 3000 ms
# Code whose stack heights, jumps and slots are lies, used until it is compiled.
import opcode, random
o = opcode.opmap
chance = random.Random(3)
names = [n for n in o if n not in ("INTERPRETER_EXIT", "RETURN_GENERATOR", "YIELD_VALUE", "SEND")]
def template(a=1, b=2, c=3):
    for i in range(3):
        a = a + b * c
    return a
for turn in range(200):
    code = bytearray(template.__code__.co_code)
    for _ in range(2):
        at = chance.randrange(1, len(code) // 2) * 2
        if chance.random() < 0.5:
            code[at] = o[chance.choice(names)]
        code[at + 1] = chance.randrange(4)
    def forged(a=1, b=2, c=3): pass
    forged.__code__ = template.__code__.replace(co_code=bytes(code))
    try:
        for _ in range(30):
            forged()
    except BaseException:
        pass
None
