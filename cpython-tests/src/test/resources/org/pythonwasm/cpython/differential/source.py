"""Random pieces of Python source. The same seed gives the same text in every Python."""
import random

_ALPHABETS = [
    "abcXYZ", "01 9", "aA_ -+.,:;/\\'\"{}[]()%&<>=#@!?*|~^$`", " \t\n\r\v\f\x1c\x85\u2028", "\xe4\xdf\xe9\xb5\xff\xd7",
    "\u0130\u0131\u03a3\u03c3\u03c2\u01c5\ufb01\u1e9e\u0345", "\u0663\u0967\u00b2\u2155\u216b", "\u0301\u200d\ufe0f",
    "\u4e2d\uac00\u3042", "\U0001f600\U00010400\U0001d7d8", "\x00\x07\x1b\x7f", "\ud800\udfff",
]
_NUMBERS = ["12", "-3.5", "1_000", "0x1f", "1e5", " 7 ", "+0", "nan", "-Infinity", "1__0", "0b101", "1j", "3/4", "1E-400", "9" * 25]


class Source(random.Random):
    """
    Literals and containers of them, as source text.

    Integers are of any size where wide is set. Elsewhere they may become sizes and positions, and then none is near the
    limits of 32 and of 64 bits, between which platforms differ.
    """
    wide = False

    def one(self, *choices):
        """A choice, or what it makes if it can be called."""
        choice = self.choice(choices)
        return choice() if callable(choice) else choice

    def some(self, make, least=0, most=4):
        return [make() for _ in range(self.randint(least, most))]

    def small(self):
        return str(self.randint(-6, 12))

    def index(self):
        return self.one(self.small, self.small, self.small, "None", "2**70", "-2**70", "True", "2.0")

    def integer(self):
        kind = self.randrange(6)
        if kind < 2:
            return self.small()
        if kind == 2:
            bits = self.randrange(130) if self.wide else self.choice([self.randrange(27), self.randint(75, 130)])
            return str(self.choice([-1, 1]) * (1 << bits) + self.randint(-1, 1))
        if kind == 3:
            return str(self.choice([-1, 1]) * (self.getrandbits(self.randint(1, 300)) + (0 if self.wide else 1 << 75)))
        return str(self.choice([-1, 1]) * self.getrandbits(self.randint(1, 62 if self.wide else 26)))

    def real(self):
        kind = self.randrange(8)
        if kind == 0:
            return self.choice(["0.0", "-0.0", "nan", "inf", "-inf", "5e-324", "1.7976931348623157e308", "2.2250738585072014e-308"])
        if kind == 1:
            return repr(self.randint(-50, 50) / self.choice([2, 4, 10, 3]))
        if kind == 2:
            return repr(self.getrandbits(64) * 2.0 ** self.randint(-1100, 900))
        if kind == 3:
            return f"{self.randint(-10**6, 10**6)}e{self.randint(-330, 300)}"
        if kind == 4:
            return f"{self.getrandbits(53)}.5"
        return repr(self.uniform(-1, 1) * 10 ** self.randint(-5, 20))

    def number(self):
        return self.one(self.integer, self.real, self.small, "True", lambda: f"complex({self.real()}, {self.real()})")

    def raw_text(self, most=10):
        if self.randrange(8) == 0:
            return self.choice(_NUMBERS)
        letters = self.choice(_ALPHABETS) + self.choice(_ALPHABETS[:3]) + self.choice(_ALPHABETS)
        return "".join(self.choice(letters) for _ in range(self.randint(0, most)))

    def text(self):
        return ascii(self.raw_text())

    def clean_text(self):
        """Without surrogates."""
        return ascii("".join(c for c in self.raw_text() if not "\ud800" <= c <= "\udfff"))

    def octets(self):
        kind = self.randrange(3)
        if kind == 0:
            return repr(self.randbytes(self.randint(0, 9)))
        return repr(self.raw_text().encode("utf-8", "surrogatepass")) if kind == 1 else repr(self.raw_text().encode("ascii", "ignore"))

    def scalar(self):
        return self.one(self.integer, self.real, self.text, self.octets, "None", "True", "False", self.small)

    def key(self):
        """What hashes, and sorts with its like."""
        return self.one(self.small, self.text, self.small)

    def value(self, depth=2):
        if depth == 0:
            return self.scalar()
        return self.one(self.scalar, self.scalar, self.scalar,
                        lambda: "[" + ", ".join(self.some(lambda: self.value(depth - 1))) + "]",
                        lambda: self.tuple(lambda: self.value(depth - 1)),
                        lambda: "{" + ", ".join(f"{self.key()}: {self.value(depth - 1)}" for _ in range(self.randrange(4))) + "}",
                        self.small_set)

    def tuple(self, make):
        return "(" + "".join(item + ", " for item in self.some(make)) + ")"

    def small_set(self):
        """Of small numbers, which every platform iterates in the same order."""
        return "{" + ", ".join(["1"] + [str(self.randrange(8)) for _ in range(self.randrange(5))]) + "}"

    def numbers(self):
        return "[" + ", ".join(self.some(self.one(lambda: self.integer, lambda: self.small, lambda: self.real), 0, 7)) + "]"

    def call(self, function, *makers):
        """With as many arguments as there are makers, now and then with one less or a value of any kind."""
        arguments = [self.value() if self.randrange(14) == 0 else make() for make in makers]
        if arguments and self.randrange(25) == 0:
            arguments.pop()
        return f"{function}({', '.join(arguments)})"

    def mutated(self, text):
        """With some characters dropped, doubled, exchanged or replaced."""
        characters = list(text)
        for _ in range(self.randint(0, 3)):
            if not characters:
                break
            at = self.randrange(len(characters))
            kind = self.randrange(4)
            if kind == 0:
                del characters[at]
            elif kind == 1:
                characters.insert(at, characters[at])
            elif kind == 2:
                other = self.randrange(len(characters))
                characters[at], characters[other] = characters[other], characters[at]
            else:
                characters[at] = self.choice(text + "0a\"'<>[]{},:. ")
        return "".join(characters)
