"""Random patterns and texts, and everything that re does with them; the same seed gives the same lines."""
import random
import re
import warnings

warnings.simplefilter("ignore")

ALPHABETS = ["abAB_1 \n-,", "abéÉßµ\xa0\xff.", "abαΑςσΣд٣\u2028€", "ab\U0001d7d8\U00010400\U00010428ſKs"]
CLASSES = [r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", ".", "[a-c]", "[^a]", "[abα]", r"[\w-]", r"[^\s,]", "[à-ÿ]", "[α-ω]", "[a-ε]",
           "[^\\d_]", "[A-Z]", "[aAéÉ€]", "[\U00010400-\U00010428b]"]
POSITIONS = ["^", "$", r"\b", r"\B", r"\A", r"\Z"]
REPEATS = ["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{,2}"]
FLAGS = [re.I, re.A, re.M, re.S, re.I | re.A, re.M | re.I, re.S | re.M]


class Maker:
    def __init__(self, chance):
        self.chance = chance
        self.alphabet = chance.choice(ALPHABETS)
        self.groups = 0
        self.closed = []

    def pattern(self, depth):
        return "|".join(self.sequence(depth) for _ in range(self.chance.choice([1, 1, 1, 2, 3])))

    def sequence(self, depth):
        return "".join(self.item(depth) for _ in range(self.chance.randint(0 if depth < 3 else 1, 4)))

    def item(self, depth):
        kind = self.chance.random()
        if kind < .1:
            return self.chance.choice(POSITIONS)
        if kind < .16 and self.closed:
            return "\\%d" % self.chance.choice(self.closed)
        if depth and kind < .22:
            return self.chance.choice(["(?=%s)", "(?!%s)"]) % self.pattern(depth - 1)
        if depth and kind < .26:
            return self.chance.choice(["(?<=%s)", "(?<!%s)"]) % "".join(self.atom() for _ in range(self.chance.randint(1, 2)))
        if depth and kind < .29 and self.closed:
            return "(?(%d)%s|%s)" % (self.chance.choice(self.closed), self.sequence(depth - 1), self.sequence(depth - 1))
        if depth and kind < .5:
            text = self.group(depth)
        else:
            text = self.atom()
        if self.chance.random() < .4:
            text += self.chance.choice(REPEATS) + self.chance.choice(["", "", "?", "+"])
        return text

    def atom(self):
        if self.chance.random() < .4:
            return self.chance.choice(CLASSES)
        return re.escape(self.chance.choice(self.alphabet))

    def group(self, depth):
        kind = self.chance.random()
        if kind < .45:
            self.groups += 1
            number = self.groups
            name = "?P<g%d>" % number if self.chance.random() < .3 else ""
            text = "(%s%s)" % (name, self.pattern(depth - 1))
            self.closed.append(number)
            return text
        return self.chance.choice(["(?:%s)", "(?:%s)", "(?>%s)", "(?i:%s)"]) % self.pattern(depth - 1)

    def text(self):
        return "".join(self.chance.choice(self.alphabet) for _ in range(self.chance.randint(0, 9)))


def told(match):
    return match and (match.regs, match.lastindex, match.lastgroup, match.groupdict())


def outcomes(compiled, text, chance):
    first, last = chance.randint(0, 4), chance.randint(0, 9)
    yield told(compiled.search(text))
    yield told(compiled.match(text))
    yield told(compiled.fullmatch(text))
    yield told(compiled.search(text, first, last)), told(compiled.match(text, first, last)), told(compiled.fullmatch(text, first))
    yield compiled.findall(text)
    yield [told(match) for match in compiled.finditer(text, first)]
    yield compiled.split(text), compiled.split(text, 2)
    yield compiled.subn(lambda match: match[0][:1] + match[0][:1], text), compiled.sub(text[:0], text, 1)
    scanner = compiled.scanner(text)
    yield told(scanner.match()), told(scanner.match()), told(scanner.search())


def line(seed):
    chance = random.Random(seed)
    maker = Maker(chance)
    source = maker.pattern(3)
    flags = chance.choice([0, 0, chance.choice(FLAGS)])
    texts = [maker.text() for _ in range(4)]
    if chance.random() < .15:
        source, texts = source.encode("utf-8"), [text.encode("utf-8") for text in texts]
    try:
        compiled = re.compile(source, flags)
    except (re.error, ValueError, OverflowError) as error:
        return "%r %r: %s" % (source, flags, error)
    found = []
    for text in texts:
        try:
            found.append((text, list(outcomes(compiled, text, chance))))
        except (SystemError, RuntimeError) as error:
            found.append((text, repr(error)))
    return "%r %r: %r" % (source, flags, found)


def lines(first, count):
    re.purge()
    return "\n".join(line(seed) for seed in range(first, first + count))
