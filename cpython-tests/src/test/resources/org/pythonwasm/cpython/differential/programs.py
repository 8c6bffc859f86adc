"""Generated programs, and programs with faults."""


class Program:
    """Statements over a few variables. Each loop has a bound, and numbers are kept small, so that it ends soon."""

    def __init__(self, g):
        self.g, self.lines = g, []

    def add(self, depth, line):
        self.lines.append("    " * depth + line)

    def expression(self, depth=2):
        g = self.g
        if depth == 0:
            return g.one("a", "b", "c", "s", "xs", g.small, g.small, g.integer, g.real, g.text)
        inner = lambda: self.expression(depth - 1)
        return g.one(
            lambda: f"({inner()} {g.one('+', '-', '//', '%', '/', '&', '|', '^')} {inner()})", lambda: f"({inner()} * {g.small()})",
            lambda: f"({inner()} {g.one('<', '==', '!=', '>=', 'in', 'is')} {inner()})",
            lambda: f"({inner()} if {inner()} else {inner()})", lambda: f"({inner()} {g.one('and', 'or')} {inner()})",
            lambda: f"{g.one('len', 'str', 'abs', 'sum', 'sorted', 'repr', 'f', 'bool', 'tuple', 'max')}({inner()})",
            lambda: f"xs[at({inner()})]", lambda: f"d.get({g.one('a', 's', g.small)}, {inner()})", lambda: f"p.{g.one('x', 'y', 'z', 'total()')}",
            lambda: f"[{inner()} for i in range({g.randint(0, 6)}) if {g.one('i % 2', 'a', 'i > 2')}]",
            lambda: f"{{i: {inner()} for i in {g.one('xs', 's', 'range(3)')}}}", lambda: f"list(numbers({g.small()}))",
            lambda: f"f'{{{g.one('a', 'b', 's', 'xs')}!r:>{g.randint(0, 9)}}}|{{a}}'", lambda: f"(lambda q=a, *r: (q, r))({inner()})",
            lambda: f"(not {inner()})", lambda: f"(-{g.one('a', 'b', 'c')})", lambda: f"xs[{g.small()}:{g.small()}]", lambda: "[*xs, a]", lambda: g.one("a", "xs"))

    def block(self, depth, size):
        for _ in range(size):
            self.statement(depth)

    def statement(self, depth):
        g = self.g
        compound = depth < 3
        kind = g.randrange(14 if compound else 6)
        if kind < 2:
            self.add(depth, f"{g.one('a', 'b', 'c', 's', 'a, b', 'xs[0]', 'd[a]', 'p.x', '*xs, a', 'xs')} = {self.expression()}")
        elif kind == 2:
            self.add(depth, f"{g.one('a', 'b', 's')} {g.one('+=', '-=', '//=', '%=')} {self.expression(1)}")
        elif kind == 3:
            self.add(depth, f"print({self.expression()}, {self.expression(1)})")
        elif kind == 4:
            self.add(depth, g.one("xs = xs[-5:]", "xs.append(a)", "d.pop(a, None)", "del xs[1:3]", "assert a != 3, s", "s = str(s)[:20]"))
        elif kind == 5:
            self.add(depth, f"if {self.expression()}: {g.one('a = 1', 'raise ValueError(b)', 'c = [a]', 'pass', 'raise KeyError(s)')}")
        elif kind == 6:
            self.add(depth, f"for {g.one('a', 'b', 'i')} in {g.one('range(7)', 'xs[:4]', 'numbers(4)', 'list(d)[:3]', 'str(s)[:3]')}:")
            self.add(depth + 1, "a, b, c, s, xs, d = map(cut, (a, b, c, s, xs, d))")
            self.block(depth + 1, g.randint(1, 3))
            self.add(depth + 1, f"if {self.expression(1)}: {g.one('break', 'continue')}")
            if g.randrange(2):
                self.add(depth, "else:")
                self.block(depth + 1, 1)
        elif kind == 7:
            self.add(depth, f"if {self.expression()}:")
            self.block(depth + 1, g.randint(1, 2))
            self.add(depth, "else:")
            self.block(depth + 1, 1)
        elif kind in (8, 9, 10):
            self.add(depth, "try:")
            self.block(depth + 1, g.randint(1, 3))
            self.add(depth, f"except {g.one('TypeError', 'ValueError', 'Exception', '(KeyError, IndexError, ZeroDivisionError)')} as e:")
            self.add(depth + 1, g.one("print(type(e).__name__, e)", "a = 0", "print(repr(e)); b = 2", "raise RuntimeError('again') from e"))
            if g.randrange(2):
                self.add(depth, "finally:")
                self.add(depth + 1, "a = 2")
        elif kind == 11:
            self.add(depth, f"match {self.expression(1)}:")
            self.add(depth + 1, g.one("case int(x) if x > 2: print('int', x)", "case [x, *rest]: print(x, rest)", "case str() | None: b = 1",
                                      "case {1: x}: print(x)", "case P(x=1, y=x): print(x)"))
            self.add(depth + 1, "case _: " + g.one("c = 0", "print('other')"))
        elif kind == 12:
            self.add(depth, f"with keeping({g.small()}) as c:")
            self.block(depth + 1, g.randint(1, 2))
        else:
            self.add(depth, f"def f(x, y={g.small()}, *, k=1):")
            self.add(depth + 1, f"return {self.g.one('(x, y)', 'x * 2', '[x, k]', 'str(x) + str(y)', 'x + y', 'f')}")

    def text(self):
        g = self.g
        self.lines += [f"a, b, c = {g.small()}, {g.integer()}, {g.real()}", f"s, xs = {g.text()}, {g.numbers()}",
                       f"d = {{{g.key()}: {g.value()}, a: 1}}", f"p = P({g.small()}, {g.scalar()})"]
        self.block(0, g.randint(4, 9))
        self.add(0, "print(a, b, c, s, xs, d, p)")
        return "\n".join(self.lines) + "\n"


def programs(g):
    return f"ran({ascii(Program(g).text())})"


_FAULTS = ["a.b.c", "1 / 0", "xs[9]", "{}['k']", "int('x')", "None + 1", "f(1, 2, 3, 4)", "len(5)", "undefined", "[].pop()", "raise ValueError('v') from KeyError(1)",
           "'x'.nope()", "import nosuch", "from math import nosuch", "a, b = 1, 2, 3", "next(iter([]))", "assert xs == 1, (xs, 2)", "'a' < 1", "xs.apend(1)", "f(q=1)",
           "raise ExceptionGroup('g', [ValueError(1), TypeError('t\\nu')])", "P(1, 2).xx", "P()", "print(f'{xs:q}')", "[1, 2][1:'x']", "a = (1 +\n     xs[\n       7])",
           "'\\ud800'.encode()", "b'\\xff'.decode()", "e = ValueError('n'); e.add_note('note'); raise e", "json.loads('[1,')", "re.compile('(')", "raise SystemExit(3)",
           "(lambda: (yield))().throw(KeyError('z'))", "[x / 0 for x in [1]]", "f(*None)", "f(**{1: 2})", "1()", "del missing", "eval('1 +')", "global_name_typo", "10 ** 5000 + len(str(10 ** 5000))"]
_SOURCES = ["def f(a, b=1, *c, d, **e):\n    return a\n", "x = [i for i in range(3) if i]\n", "class A(B, metaclass=C):\n    def m(self): pass\n", "f'{x!r:>{w}} {y=}'\n",
            "try:\n    pass\nexcept* ValueError as e:\n    raise\n", "match x:\n    case [1, *_]: pass\n", "async def f():\n    async with a as b: await c\n", "lambda x, /, y: (yield)\n",
            "with (a as b, c): pass\n", "if x == 1:\n    y = '''a\nb'''\nelif z: pass\n", "type X[T: int] = list[T]\n", "print(1, end='')  # c\n", "x: int = 0x1F + 1_000 + 0b11 + 1e5j\n", "a = b'x' 'y'\n", "while True: break\nelse: continue\n",
            "from a import (b as c, d)\n", "@x.y(1)\ndef f() -> int: ...\n", "global x; nonlocal y\n", "del a[1:2, ...], b.c\n", "x = {1: 2, **y}; z = {*a, 1}\n"]


def faults(g):
    def failing():
        body = g.choice(_FAULTS)
        lines = [f"xs = {g.numbers()}", "a = 1", "def f(x, y=2): return x"]
        for level in range(g.randint(0, 3)):
            body = g.one(lambda: f"def g{level}(n):\n" + _indented(body) + f"\ng{level}({g.small()})",
                         lambda: "try:\n" + _indented(body) + f"\n{g.one('except ValueError as e:', 'except Exception as e:', 'finally:')}\n    {g.one('a = 2', 'raise', 'raise TypeError(a)', '1 / 0')}"
                         if g.randrange(2) else f"for i in range({g.small()}):\n" + _indented(body),
                         lambda: f"class K{level}:\n    def m(self):\n" + _indented(_indented(body)) + f"\nK{level}().m()")
        return f"failed({ascii(chr(10).join(lines + [body]))})"
    return g.one(failing, failing, lambda: f"failed({ascii(g.mutated(g.choice(_SOURCES)))})",
                 lambda: f"failed({ascii(Program(g).text())})", lambda: f"ast.unparse(ast.parse({ascii(g.mutated(g.choice(_SOURCES)))}))",
                 lambda: f"recursed({g.one('\'f(n + 1)\'', '\'[f(n + 1)]\'', '\'max([n + 1], key=f)\'')})")


def _indented(text):
    return "\n".join("    " + line for line in text.split("\n"))
