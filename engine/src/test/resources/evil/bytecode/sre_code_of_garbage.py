# expected: harmless: null or TimeoutError or dies TIMEOUT
# deadline: 4000 ms
# memory: 96 MiB
# Code for the machine of regular expressions that no compiler has made: mutations of real code, of which some pass its check, and some of these take for ever.
import random, re
import _sre
from re import _compiler
chance = random.Random(5)
sources = [r"([\w.]+)@(\w+)\.(?:com|org)", r"(?:a|b(c)|[^x-z]+?)*\1?", r"(?i)straße[à-ÿ]{2,}", r"(?=(a+))\1*+(?<!b)c", r"(?>x*)(y)?(?(1)z|w)", "abcab"]
for turn in range(1500):
    source = chance.choice(sources)
    code = _compiler._code(_compiler._parser.parse(source, 0), 0)
    for _ in range(chance.randint(1, 4)):
        code[chance.randrange(len(code))] = chance.choice([0, 1, 2, 3, chance.randrange(43), chance.randrange(300), len(code), 0x7fffffff, 0xffffffff])
    try:
        pattern = _sre.compile(source, 0, code, 2, {}, (None, None, None))
    except (RuntimeError, OverflowError):
        continue
    for text in "abcabc jane@example.org", "xxyz\u20acabab", "\U0001d7d8" * 9:
        try:
            pattern.search(text), pattern.match(text, 2, 5), pattern.fullmatch(text)
        except (RuntimeError, SystemError, MemoryError):
            pass
