# expected: dies or any error or harmless: null
# deadline: 1500 ms
import marshal, random
def f(a, b): return [a for a in range(b)]
good = marshal.dumps(f.__code__)
random.seed(7)
for _ in range(300):
    bad = bytearray(good)
    for _ in range(4): bad[random.randrange(len(bad))] = random.randrange(256)
    try:
        code = marshal.loads(bytes(bad))
        if type(code) is type(f.__code__): exec(code)
    except Exception: pass
