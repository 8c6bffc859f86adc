"""Families of expressions. Each takes a Source and returns the text of one expression."""


def _binary(g, operators, left, right):
    return f"({left()}) {g.choice(operators)} ({right()})"


def ints(g):
    return g.one(
        lambda: _binary(g, ["+", "-", "*", "//", "%", "/", "&", "|", "^", "<", "==", ">=", "!="], g.integer, g.integer),
        lambda: _binary(g, ["+", "-", "*", "//", "%", "/", "<", "=="], g.integer, g.number),
        lambda: _binary(g, ["<<", ">>", "**"], g.integer, g.small),
        lambda: g.call("divmod", g.integer, g.integer),
        lambda: f"pow({g.integer()}, {g.integer()}, {g.integer()})",
        lambda: g.call("int", g.text),
        lambda: g.call("int", lambda: ascii(g.mutated("".join(g.choice("0123456789abcdefz") for _ in range(g.randint(1, 30))))),
                       lambda: str(g.randint(0, 37))),
        lambda: g.call("int", g.real),
        lambda: g.call(g.choice(["bin", "oct", "hex", "str", "float", "abs", "bool", "chr", "math.isqrt", "complex"]), g.integer),
        lambda: f"round({g.integer()}, {g.small()})",
        lambda: f"({g.integer()}).{g.choice(['bit_length', 'bit_count', 'as_integer_ratio', 'conjugate', '__float__', '__neg__', '__invert__'])}()",
        lambda: f"({g.integer()}).to_bytes({g.randint(0, 40)}, {g.choice(['\'big\'', '\'little\'', '\'odd\''])}, signed={g.choice(['True', 'False'])})",
        lambda: f"int.from_bytes({g.octets()}, {g.choice(['\'big\'', '\'little\''])}, signed={g.choice(['True', 'False'])})",
        lambda: g.call(g.choice(["math.gcd", "math.lcm"]), g.integer, g.integer, g.integer),
        lambda: f"{g.choice(['math.comb', 'math.perm'])}({g.randint(-1, 60)}, {g.randint(-1, 30)})",
        lambda: f"math.factorial({g.randint(-2, 60)})",
        lambda: f"format({g.integer()}, {ascii(_specification(g).replace('c', 'd'))})",
        lambda: f"'%{g.one('', '-', '+', '#', '0')}{g.randint(1, 30)}{g.one(*'dxXoeg')}' % {g.integer()}",
        lambda: f"sum({g.numbers()})", lambda: f"math.prod({g.numbers()})",
        lambda: f"[({g.integer()}) // n % 1000 for n in range(1, {g.randint(2, 40)})]")


def floats(g):
    return g.one(
        lambda: _binary(g, ["+", "-", "*", "/", "//", "%", "<", "==", ">="], g.real, g.number),
        lambda: g.call("divmod", g.real, g.real),
        lambda: g.call("float", g.text),
        lambda: g.call("float", lambda: ascii(g.mutated(g.real()))),
        lambda: g.call("float.fromhex", lambda: ascii(g.mutated(float.hex(g.uniform(-1, 1) * 2.0 ** g.randint(-1080, 1000))))),
        lambda: f"({g.real()}).{g.choice(['hex', 'as_integer_ratio', 'is_integer', '__trunc__', '__floor__', '__ceil__', '__int__'])}()",
        lambda: f"round({g.real()}, {g.one(g.small, lambda: str(g.randint(-320, 330)))})",
        lambda: g.call("round", g.real),
        lambda: g.call(g.choice(["math.sqrt", "math.floor", "math.ceil", "math.trunc", "math.frexp", "math.modf", "math.fabs",
                                 "math.isnan", "math.isfinite", "math.ulp", "repr", "int", "abs", "bool"]), g.real),
        lambda: g.call(g.choice(["math.fmod", "math.remainder", "math.copysign", "math.nextafter", "math.isclose"]), g.real, g.real),
        lambda: g.call("math.ldexp", g.real, lambda: str(g.randint(-2200, 2200))),
        lambda: g.call(g.choice(["math.fsum", "sum", "statistics.mean", "statistics.median", "statistics.fmean", "min", "max",
                                 "sorted"]), g.numbers),
        lambda: f"'%.11e' % math.{g.choice(['exp', 'log', 'log2', 'log10', 'sin', 'cos', 'tan', 'atan', 'tanh', 'cbrt', 'log1p', 'expm1'])}"
                f"({g.uniform(-30, 30)!r})",
        lambda: _binary(g, ["+", "-", "*", "=="], lambda: f"complex({g.real()}, {g.real()})", g.number),
        lambda: g.call("fractions.Fraction", g.number, g.integer), lambda: g.call("fractions.Fraction", g.text),
        lambda: _binary(g, ["+", "-", "*", "/", "%", "//", "<"], lambda: f"fractions.Fraction({g.integer()}, {g.integer()})", g.number),
        lambda: f"fractions.Fraction({g.real()}).limit_denominator({g.randint(0, 10 ** 6)})",
        lambda: f"[x * {g.real()} - x / 3 for x in range({g.randint(1, 30)})]")


_TEXT_METHODS = {
    "capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle "
    "isupper lower swapcase title upper splitlines split strip": "",
    "strip lstrip rstrip split rsplit partition rpartition startswith endswith removeprefix removesuffix find rfind index rindex "
    "count": "t",
    "find rfind index rindex count startswith endswith": "tii", "split rsplit": "ti", "replace": "tt", "center ljust rjust": "it",
    "zfill expandtabs center": "i", "splitlines": "b", "join": "l", "encode": "ce", "translate": "d",
}
_CODECS = ["utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-7", "latin-1", "ascii", "cp1252", "cp437", "utf-8-sig", "punycode", "idna",
           "unicode_escape", "raw_unicode_escape", "iso8859-15", "koi8-r", "mac-roman", "shift_jis", "gbk", "gb18030", "big5",
           "euc-kr", "nonsense"]
_HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace",
             "odd"]


def _method(g, table, make):
    names, kinds = g.choice(list(table.items()))
    makers = {"t": make, "i": g.index, "b": g.scalar, "l": lambda: "[" + ", ".join(g.some(make)) + "]",
              "c": lambda: repr(g.choice(_CODECS)), "e": lambda: repr(g.choice(_HANDLERS)),
              "d": lambda: "{97: 'x', 98: None, 49: " + g.one(g.text, g.small) + "}"}
    return g.call(f"{make()}.{g.choice(names.split())}", *(makers[kind] for kind in kinds))


def strs(g):
    return g.one(
        lambda: _method(g, _TEXT_METHODS, g.text), lambda: _method(g, _TEXT_METHODS, g.text),
        lambda: f"{g.text()}[{g.index()}:{g.index()}:{g.index()}]", lambda: f"{g.text()}[{g.index()}]",
        lambda: _binary(g, ["+", "<", "==", "in", "not in", ">="], g.text, g.text), lambda: f"{g.text()} * {g.small()}",
        lambda: g.call(g.choice(["len", "ascii", "list", "ord", "repr", "sorted", "max", "set", "str.maketrans"]), g.text),
        lambda: f"''.join(sorted({g.text()} + {g.text()}, key=str.casefold))",
        lambda: f"[c.upper() + c.lower() for c in {g.text()}]")


_BYTES_METHODS = {
    "capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper splitlines split strip "
    "hex": "",
    "strip lstrip rstrip split rsplit partition rpartition startswith endswith removeprefix removesuffix find rfind index rindex "
    "count": "t",
    "find rfind index count startswith": "tii", "split rsplit": "ti", "replace": "tt", "center ljust rjust": "it", "zfill expandtabs": "i",
    "join": "l", "decode": "ce",
}


def bytestrings(g):
    octets = g.choice([g.octets, g.octets, lambda: f"bytearray({g.octets()})"])
    return g.one(
        lambda: _method(g, _BYTES_METHODS, octets), lambda: _method(g, _BYTES_METHODS, octets),
        lambda: f"{octets()}[{g.index()}:{g.index()}:{g.index()}]", lambda: f"{octets()}[{g.index()}]",
        lambda: _binary(g, ["+", "<", "==", "in", ">="], octets, octets), lambda: f"{octets()} * {g.small()}",
        lambda: g.call("bytes", lambda: g.one(g.small, g.numbers, g.text)), lambda: g.call("bytes.fromhex", lambda: ascii(g.mutated(g.randbytes(5).hex(" ")))),
        lambda: f"{octets()}.hex({g.text()}, {g.small()})",
        lambda: f"memoryview({g.octets()})[{g.small()}:{g.small()}].tolist()",
        lambda: f"memoryview({g.octets()}).cast({g.one('\'B\'', '\'b\'', '\'H\'', '\'i\'', '\'d\'', '\'x\'')}).tolist()",
        lambda: f"changed(bytearray({g.octets()}), {g.one('\'append\'', '\'extend\'', '\'pop\'', '\'remove\'', '\'insert\'', '\'reverse\'', '\'clear\'')}"
                f", {g.one(g.small, g.octets)})")


def _specification(g):
    return (g.one("", "", "<", ">", "^", "=", "*<", "0>", "\xe9^", "\U0001f600=") + g.one("", "", "+", "-", " ") + g.one("", "", "z")
            + g.one("", "", "#") + g.one("", "", "0") + g.one("", "", lambda: str(g.randint(0, 30))) + g.one("", "", ",", "_")
            + g.one("", "", lambda: "." + str(g.randint(0, 25))) + g.one("", *"bcdeEfFgGnosxX%", "q"))


def formats(g):
    percent = ("%" + g.one("", "", "-", "+", " ", "#", "0", "#0", "-+") + g.one("", lambda: str(g.randint(0, 20)), "*")
               + g.one("", lambda: "." + str(g.randint(0, 20))) + g.one(*"diouxXeEfFgGcrsa%", "y"))
    return g.one(
        lambda: g.call("format", lambda: g.one(g.integer, g.real, g.text, g.number, lambda: f"decimal.Decimal({g.real()})"),
                       lambda: ascii(_specification(g))),
        lambda: f"{ascii(percent)} % ({g.scalar()},)", lambda: f"{ascii(percent)} % {g.number()}",
        lambda: f"{ascii(percent.encode())[0:]} % ({g.scalar()},)" if percent.isascii() else "0",
        lambda: f"f{ascii('<{x!' + g.one(*'rsa') + ':' + g.one('', '>9', '.3', '^{w}') + '}>')}.upper() if (x := {g.value()}, w := 7) else 0",
        lambda: f"{ascii(g.mutated('{0} {1!r:>{2}} {name[1]} {{}} {0.real}'))}.format({g.scalar()}, {g.scalar()}, {g.small()}, name={g.value()})",
        lambda: f"'%(a)s %(b)5.2f' % {{'a': {g.scalar()}, {g.one('\'b\'', '\'c\'')}: {g.number()}}}",
        lambda: f"list(string.Formatter().parse({ascii(g.mutated('a{b!r:{c}}d{{e}}'))}))",
        lambda: f"string.Template({ascii(g.mutated('$a ${b} $$ $c'))}).{g.one('substitute', 'safe_substitute')}(a={g.scalar()}, b=1, c={g.text()})")


def builtins_(g):
    several = lambda: g.one(g.numbers, lambda: g.value(2), lambda: f"range({g.small()}, {g.small()}, {g.small()})", g.text, g.octets)
    return g.one(
        lambda: g.call(g.choice(["sorted", "min", "max", "sum", "any", "all", "len", "list", "tuple", "repr", "ascii", "bool", "str",
                                 "enumerate", "iter", "reversed", "abs", "callable", "type", "ord", "chr", "hex", "round", "bytes",
                                 "complex", "dict", "frozenset"]), several),
        lambda: f"list(zip({several()}, {several()}, strict={g.one('True', 'False')}))",
        lambda: f"list(map(lambda a, b: (a, b), {several()}, {several()}))", lambda: f"list(filter(None, {several()}))",
        lambda: f"sorted({several()}, key={g.one('str', 'repr', 'len', 'None', 'lambda x: -x')}, reverse={g.one('True', 'False')})",
        lambda: f"{g.one('min', 'max')}({several()}, default={g.scalar()}, key={g.one('str', 'repr', 'None', 'abs')})",
        lambda: f"list(range({g.small()}, {g.small()}, {g.small()})[{g.index()}:{g.index()}:{g.index()}])",
        lambda: f"slice({g.index()}, {g.index()}, {g.index()}).indices({g.small()})",
        lambda: f"({g.value()}) {g.one('==', '<', 'is not', 'in', '+', '*', 'and', 'or', '%', '-', '|')} ({g.value()})" if g.randrange(3) else
                f"({g.small()}) * {g.value(1)}",
        lambda: f"isinstance({g.value()}, ({g.one('int', 'str', 'float')}, {g.one('list', 'dict', 'bytes')}))",
        lambda: f"getattr({g.scalar()}, {g.one('\'real\'', '\'imag\'', '\'upper\'', '\'nonsense\'', '\'__class__\'')}, {g.scalar()})",
        lambda: f"hash({g.small()}.0) == hash({g.small()})",
        lambda: f"(hash(x := {g.number()}) == hash(x + 0), hash(fractions.Fraction(y := {g.real()})) == hash(y) == hash(decimal.Decimal(y)))",
        lambda: f"eval({ascii(g.mutated(_binary(g, ['+', '-', '*', 'if 1 else', '<', 'and'], g.small, g.small)))})",
        lambda: f"ast.literal_eval({ascii(g.mutated(g.value()))})",
        lambda: f"ast.dump(ast.parse({ascii(g.mutated(g.value()))}))")


_LIST = ["append(V)", "extend(V)", "insert(I, V)", "pop(I)", "pop()", "remove(V)", "index(V)", "count(V)", "reverse()", "sort()", "sort(key=str)",
         "sort(key=repr, reverse=True)", "copy()", "clear()", "__setitem__(slice(I, I), V)", "__delitem__(slice(I, I, I))", "__imul__(S)",
         "__iadd__(V)"]
_DICT = ["get(V)", "pop(V)", "pop(V, V)", "popitem()", "setdefault(V, V)", "update(V)", "update(a=V)", "keys()", "items()", "__or__(V)",
         "__ior__(V)", "copy()", "clear()", "__getitem__(V)", "__delitem__(V)", "fromkeys(V, V)"]
_SET = ["add(V)", "discard(V)", "remove(V)", "union(N, N)", "intersection(N)", "difference(N)", "symmetric_difference(N)", "update(N)",
        "issubset(N)", "issuperset(N)", "isdisjoint(N)", "difference_update(N)", "intersection_update(N)"]
_DEQUE = ["append(V)", "appendleft(V)", "extend(V)", "extendleft(V)", "rotate(S)", "pop()", "popleft()", "remove(V)", "insert(S, V)", "index(V)",
          "reverse()", "count(V)", "__imul__(S)"]
_COUNTER = ["update(V)", "subtract(V)", "most_common()", "most_common(S)", "elements()", "total()", "__add__(collections.Counter(V))",
            "__and__(collections.Counter(V))", "__pos__()"]
_ITERTOOLS = ["accumulate(N)", "chain(V, V)", "combinations(V, K)", "combinations_with_replacement(V, K)", "permutations(V, K)", "product(V, V)",
              "compress(V, V)", "dropwhile(bool, V)", "takewhile(bool, V)", "groupby(V, repr)", "islice(V, I, I)", "islice(V, I, I, I)",
              "pairwise(V)", "batched(V, K)", "zip_longest(V, V, fillvalue=V)", "starmap(divmod, V)", "filterfalse(None, V)",
              "repeat(V, K)", "chain.from_iterable(V)"]


def _filled(g, template):
    makers = {"V": lambda: g.value(1), "I": g.index, "S": g.small, "N": g.numbers, "K": lambda: str(g.randint(-1, 3))}
    words = template.replace("(", "( ").replace(")", " )").replace(",", " ,").split(" ")
    return "".join(makers[word]() if word in makers else word.replace(",", ", ") for word in words)


def containers(g):
    def steps(start, table):
        calls = [_filled(g, g.choice(table)) for _ in range(g.randint(1, 5))]
        return f"steps({start}, {', '.join(f'lambda x: x.{call}' for call in calls)})"
    return g.one(
        lambda: steps("[" + ", ".join(g.some(lambda: g.value(1))) + "]", _LIST),
        lambda: steps("{" + ", ".join(f"{g.key()}: {g.value(1)}" for _ in range(g.randrange(6))) + "}", _DICT),
        lambda: steps("collections.OrderedDict({" + ", ".join(f"{g.key()}: {g.small()}" for _ in range(g.randrange(6))) + "})",
                      _DICT + ["move_to_end(V)", "move_to_end(V, last=False)"]),
        lambda: steps(g.small_set(), _SET),
        lambda: steps(f"collections.deque({g.numbers()}, {g.one('None', 'None', '3')})", _DEQUE),
        lambda: steps(f"collections.Counter({g.text()})", _COUNTER),
        lambda: f"list(itertools.{_filled(g, g.choice(_ITERTOOLS))})",
        lambda: f"array.array({g.one('\'b\'', '\'H\'', '\'i\'', '\'q\'', '\'d\'', '\'f\'')}, {g.numbers()})",
        lambda: f"[bisect.{g.one('bisect', 'bisect_left')}(sorted(x), y) for x in [{g.numbers()}] for y in x + [{g.small()}]]",
        lambda: f"heap({g.numbers()}, {g.randint(0, 5)})", lambda: f"heapq.nsmallest({g.small()}, {g.numbers()})",
        lambda: f"list(heapq.merge(sorted({g.numbers()}), sorted({g.numbers()})))",
        lambda: f"functools.reduce(lambda a, b: {g.one('a + b', 'a * b', '(a, b)', 'max(a, b)')}, {g.value()}, {g.small()})",
        lambda: f"copy.deepcopy({g.value()})", lambda: f"pprint.pformat({g.value(2)}, width={g.randint(1, 60)})",
        lambda: f"({g.tuple(g.scalar)}) {g.one('+', '<', '==')} ({g.tuple(g.scalar)})",
        lambda: f"collections.ChainMap({{1: 2}}, {{{g.small()}: {g.value()}}})[{g.small()}]",
        lambda: f"[*{g.value()}, *{g.value()}]", lambda: f"{{**{g.value()}, **{{{g.key()}: 1}}}}")


def _pattern(g, depth=3):
    atom = g.one("a", "b", ".", "\\d", "\\w", "\\s", "\\b", "^", "$", "[a-c]", "[^ab]", "[\\w.]", "\\W", "x", "\xe9", "\\1", "(?P=n)",
                 *([lambda: f"({_pattern(g, depth - 1)})", lambda: f"(?:{_pattern(g, depth - 1)})",
                    lambda: f"(?={_pattern(g, depth - 1)})", lambda: f"(?!{_pattern(g, depth - 1)})", lambda: f"(?<={g.one('a', 'ab', '.')})",
                    lambda: f"(?P<n>{_pattern(g, depth - 1)})", lambda: f"(?>{_pattern(g, depth - 1)})",
                    lambda: f"(?i:{_pattern(g, depth - 1)})", lambda: f"(a)?(?(1)b|{_pattern(g, depth - 1)})"] if depth else []))
    text = atom + g.one("", "", "", "*", "+", "?", "*?", "+?", "{1,2}", "{2}", "{,2}?", "?+", "++")
    return text if depth <= 1 or not g.randrange(3) else text + g.one("", "", "|") + _pattern(g, depth - 1)


def regexes(g):
    pattern = ascii(g.mutated(_pattern(g)) if g.randrange(6) == 0 else _pattern(g))
    subject = ascii("".join(g.choice("aabbcx. 1\n\xe9A") for _ in range(g.randint(0, 14))))
    flags = g.one("0", "0", "re.I", "re.M", "re.S", "re.A", "re.I | re.M", "re.X")
    return g.one(
        lambda: f"[m.span() + m.groups() for m in re.finditer({pattern}, {subject}, {flags})]",
        lambda: f"re.findall({pattern}, {subject}, {flags})", lambda: f"re.split({pattern}, {subject}, flags={flags})",
        lambda: f"re.subn({pattern}, {g.one('\'<>\'', 'r\'[\\g<0>]\'', 'r\'\\1-\'', '\'\\\\q\'', 'lambda m: m[0] * 2')}, {subject}, flags={flags})",
        lambda: f"(m := re.{g.one('match', 'search', 'fullmatch')}({pattern}, {subject}, {flags})) and (m, m.groupdict(), m.lastindex, m.regs)",
        lambda: f"re.escape({g.text()})")


def _document(g, depth=2):
    return (g.one("1", "-2.50", "1e3", '"a\\u00e9"', '"x\\n"', "true", "false", "null", "NaN", '""', "12345678901234567890") if depth == 0 else
            g.one(lambda: "[" + ", ".join(g.some(lambda: _document(g, depth - 1))) + "]",
                  lambda: "{" + ", ".join(f'"{g.one(*"abc")}": {_document(g, depth - 1)}' for _ in range(g.randrange(4))) + "}",
                  lambda: _document(g, 0)))


def jsons(g):
    return g.one(
        lambda: f"json.loads({ascii(g.mutated(_document(g, 3)))})",
        lambda: f"json.loads({g.text()})",
        lambda: f"json.loads({ascii(_document(g, 3))}, parse_float={g.one('decimal.Decimal', 'str')}, object_pairs_hook={g.one('list', 'None')})",
        lambda: f"json.dumps({g.value(3)}, indent={g.one('None', '2', '\'\\t\'')}, ensure_ascii={g.one('True', 'False')}, "
                f"sort_keys={g.one('True', 'False')}, skipkeys={g.one('True', 'False')}, allow_nan={g.one('True', 'False')})",
        lambda: f"json.dumps({g.value()}, default={g.one('repr', 'list', 'type')}, separators=(',', ':'))",
        lambda: f"json.loads(json.dumps({g.value(3)}))")


def pickles(g):
    value = g.one(lambda: g.value(3), lambda: f"collections.OrderedDict({{{g.key()}: {g.value()}}})", lambda: f"decimal.Decimal({g.real()})",
                  lambda: f"datetime.date(2024, {g.randint(1, 12)}, {g.randint(1, 28)})", lambda: f"fractions.Fraction({g.small()}, 7)",
                  lambda: f"({g.small()}, x := {g.value()}, x)", lambda: f"range({g.small()})", lambda: f"bytearray({g.octets()})")
    protocol = g.randint(0, 5)
    return g.one(
        lambda: f"pickle.loads(pickle.dumps({value}, {protocol}))",
        lambda: f"pickle.loads(pickle.dumps({value}, {protocol})[:-{g.randint(1, 6)}])",
        lambda: f"pickled({value}, {protocol})",
        lambda: f"[(op.name, arg) for op, arg, _ in pickletools.genops(pickle.dumps({value}, {protocol}))]",
        lambda: f"copyreg.__reduce_ex__({g.value()}, {protocol})" if g.randrange(2) else f"marshal.loads(marshal.dumps({g.value()}))")


def decimals(g):
    def one():
        return g.one(lambda: f"D({ascii(g.one(g.real, g.small, g.integer, lambda: f'{g.randint(-10 ** 9, 10 ** 9)}e{g.randint(-40, 40)}'))})",
                     lambda: f"D({ascii(g.choice(['NaN', '-sNaN', 'Infinity', '-0', '0E+9', '1E-999', '9' * 30]))})", lambda: f"D({g.small()})")
    names = ("sqrt exp ln log10 normalize to_eng_string next_plus next_minus logb to_integral_value as_tuple adjusted number_class "
             "is_signed is_subnormal canonical copy_negate as_integer_ratio").split()
    two = "compare quantize remainder_near max min copysign same_quantum compare_total next_toward max_mag scaleb shift rotate logical_and".split()
    body = g.one(
        lambda: _binary(g, ["+", "-", "*", "/", "//", "%", "<", "=="], one, one), lambda: f"({one()}) ** {g.small()}",
        lambda: f"({one()}).{g.choice(names)}()", lambda: f"({one()}).{g.choice(two)}({one()})", lambda: f"({one()}).fma({one()}, {one()})",
        lambda: f"({one()}) {g.one('+', '*', '-', '<')} ({g.number()})", lambda: f"D({g.text()})", lambda: f"round({one()}, {g.small()})",
        lambda: f"({one()}, int({g.small()}), float({one()}))", lambda: f"format({one()}, {ascii(_specification(g))})", lambda: f"str({one()})",
        lambda: f"divmod({one()}, {one()})", lambda: f"sum([{one()}, {one()}, {one()}])", lambda: f"D({g.real()})")
    return (f"in_context(lambda: {body}, prec={g.choice([1, 3, 9, 28, 50])}, rounding='ROUND_{g.choice(['HALF_EVEN', 'HALF_UP', 'DOWN', 'UP', 'FLOOR', 'CEILING', '05UP', 'HALF_DOWN'])}'"
            f", Emax={g.choice([20, 999999])}, Emin=-{g.choice([20, 999999])}, clamp={g.randint(0, 1)})")


def datetimes(g):
    moment = lambda: (f"T({g.randint(1, 9999)}, {g.randint(1, 12)}, {g.randint(1, 29)}, {g.randint(0, 23)}, {g.randint(0, 59)}, "
                      f"{g.randint(0, 59)}, {g.choice([0, 1, 500000, 999999])}{g.one('', '', ', datetime.UTC', ', datetime.timezone(datetime.timedelta(hours=-5, minutes=30))')})")
    zoned = lambda: f"T({g.randint(1950, 2037)}, {g.randint(1, 12)}, {g.randint(1, 28)}, {g.randint(0, 23)}, 30, tzinfo=zoneinfo.ZoneInfo({g.one('\'Europe/Berlin\'', '\'America/New_York\'', '\'Asia/Kolkata\'', '\'Australia/Lord_Howe\'')}), fold={g.randint(0, 1)})"
    span = lambda: f"datetime.timedelta(days={g.randint(-4000, 4000)}, seconds={g.one(g.small, g.real)}, microseconds={g.randint(-10 ** 7, 10 ** 7)})"
    iso = lambda: f"{g.randint(1900, 2100)}-{g.randint(1, 12):02}-{g.randint(1, 31):02}" + g.one("", lambda: f"T{g.randint(0, 23):02}:{g.randint(0, 59):02}:59.25" + g.one("", "Z", "+02:00"))
    return g.one(
        lambda: f"{moment()} - {moment()}", lambda: f"{moment()} + {span()}", lambda: f"{span()} {g.one('+', '-', '//', '%', '/', '<')} {span()}",
        lambda: f"{span()} * {g.one(g.small, g.real)}", lambda: f"str({span()})",
        lambda: f"({moment()}).{g.choice(['isoformat', 'isocalendar', 'toordinal', 'weekday', 'timetuple', 'utctimetuple', 'timestamp', 'ctime', 'date', 'timetz', '__repr__', 'utcoffset'])}()",
        lambda: f"({zoned()}).{g.choice(['isoformat', 'utcoffset', 'dst', 'tzname', 'timestamp', 'utctimetuple'])}()",
        lambda: f"({zoned()}).astimezone(zoneinfo.ZoneInfo('Pacific/Auckland')).isoformat()",
        lambda: f"({moment()}).isoformat({g.text()}, {g.one('\'auto\'', '\'hours\'', '\'milliseconds\'', '\'odd\'')})",
        lambda: f"({moment()}).replace(year={g.randint(1000, 9999)}).strftime({ascii(g.one('%Y-%m-%d', '%H:%M:%S.%f', '%j %U %W %w', '%a %A %b %B %p %y %I', '%G-W%V-%u', '%c|%x|%X', '%z %Z %:z %%'))})",
        lambda: f"datetime.datetime.fromisoformat({ascii(g.mutated(iso()))})", lambda: f"datetime.date.fromisoformat({ascii(g.mutated(iso()[:10]))})",
        lambda: f"datetime.time.fromisoformat({ascii(g.mutated('12:34:56.789+01:00'))})",
        lambda: f"T.strptime({ascii(g.mutated('2024-02-28 23:59'))}, '%Y-%m-%d %H:%M')", lambda: f"({moment()}).replace({g.one('year', 'month', 'day', 'hour')}={g.small()})",
        lambda: f"datetime.date.fromisocalendar({g.randint(1990, 2030)}, {g.randint(0, 54)}, {g.randint(0, 8)})",
        lambda: f"T.fromtimestamp({g.uniform(-1e10, 1e11)!r}, datetime.UTC)", lambda: f"calendar.monthcalendar({g.randint(1, 9999)}, {g.randint(0, 13)})",
        lambda: f"calendar.TextCalendar({g.randint(0, 6)}).formatmonth({g.randint(1, 9999)}, {g.randint(1, 12)})")


def structs(g):
    layout = g.one("<", ">", "!", "=") + "".join(g.one("", "", "2") + g.one(*"bBhHiIlLqQefd?csxpn") for _ in range(g.randint(1, 4)))
    return g.one(
        lambda: f"struct.pack({layout!r}, {', '.join(g.some(lambda: g.one(g.small, g.integer, g.real, g.octets), 0, 4))})",
        lambda: f"struct.unpack({layout!r}, {g.randbytes(g.randint(0, 20))!r})",
        lambda: f"struct.unpack({layout!r}, bytes(range(struct.calcsize({layout!r}))))",
        lambda: f"list(struct.iter_unpack({layout!r}, {g.randbytes(16)!r}))", lambda: f"struct.calcsize({ascii(layout[0] + g.mutated(layout[1:]))})")


def texts(g):
    words = ascii(" ".join(g.one("a", "word", "somewhat-longer", "caf\xe9", "\u4e2d\u6587", "x\n\ny", "\t") for _ in range(g.randint(0, 14))))
    codec = g.choice(_CODECS)
    return g.one(
        lambda: f"textwrap.{g.one('wrap', 'fill')}({words}, {g.randint(0, 30)}, break_long_words={g.one('True', 'False')})",
        lambda: f"textwrap.shorten({words}, {g.randint(1, 30)})", lambda: f"textwrap.dedent({words})",
        lambda: f"list(difflib.unified_diff({words}.split(), {words}.split()[{g.small()}:] + ['z'], lineterm=''))",
        lambda: f"difflib.SequenceMatcher(None, {g.text()}, {g.text()}).ratio()", lambda: f"difflib.get_close_matches({g.text()}, ['12', 'abc', 'aXb', 'b c'])",
        lambda: f"shlex.split({g.text()}, posix={g.one('True', 'False')})", lambda: f"shlex.quote({g.text()})",
        lambda: f"html.{g.one('escape', 'unescape')}({ascii(g.mutated('&lt;a&gt; &amp; &#x41; &eacute; &#0; &notit;'))})",
        lambda: f"unicodedata.normalize({g.one('\'NFC\'', '\'NFD\'', '\'NFKC\'', '\'NFKD\'')}, {g.text()})",
        lambda: f"[(unicodedata.category(c), unicodedata.name(c, '?'), unicodedata.numeric(c, None), unicodedata.east_asian_width(c), unicodedata.bidirectional(c)) for c in {g.text()} + chr({g.randrange(0x110000)})]",
        lambda: f"{g.text()}.encode({codec!r}, {g.choice(_HANDLERS)!r})", lambda: f"{g.octets()}.decode({codec!r}, {g.choice(_HANDLERS)!r})",
        lambda: f"{g.clean_text()}.encode({codec!r}, 'replace').decode({codec!r}, 'replace')",
        lambda: f"base64.{g.one('b64encode', 'b32encode', 'b85encode', 'a85encode', 'b16encode', 'b64decode', 'b85decode', 'a85decode', 'b32decode')}({g.octets()})",
        lambda: f"binascii.{g.one('a2b_base64', 'hexlify', 'unhexlify', 'crc32', 'b2a_qp', 'a2b_qp', 'b2a_uu', 'a2b_uu')}({g.octets()})",
        lambda: f"zlib.decompress(zlib.compress({g.octets()} * {g.randint(0, 50)}, {g.randint(-1, 9)}))", lambda: f"(zlib.crc32({g.octets()}), zlib.adler32({g.octets()}))",
        lambda: f"zlib.decompress({g.octets()})",
        lambda: f"hashlib.{g.one('md5', 'sha1', 'sha256', 'sha3_256', 'blake2b', 'sha512', 'blake2s')}({g.octets()} * {g.randint(0, 40)}).hexdigest()",
        lambda: f"urllib.parse.{g.one('quote', 'unquote', 'quote_plus', 'parse_qsl')}({g.text()})",
        lambda: f"urllib.parse.{g.one('urlsplit', 'urlparse')}({ascii(g.mutated('https://user:pw@[::1]:8080/a;p/b?q=1&r=%20#frag'))})",
        lambda: f"urllib.parse.urljoin('http://a/b/c/d;p?q', {ascii(g.mutated('../g?y/./x#s'))})",
        lambda: f"ipaddress.ip_{g.one('address', 'network')}({ascii(g.mutated(g.one('192.168.0.0/24', '::ffff:1.2.3.4', '10.0.0.1', 'fe80::/10')))})",
        lambda: f"email.message_from_string({ascii(g.mutated('From: a@b.c\nSubject: =?utf-8?q?caf=C3=A9?=\nContent-Type: text/plain; charset=x\n\nbody'))}).items()",
        lambda: f"list(tokens({ascii(g.mutated('def f(x):\n  return x + 1.5 # c\n'))}))", lambda: f"fnmatch.translate({g.text()})",
        lambda: f"configured({ascii(g.mutated('[a]\nx = 1\ny: %(x)s\n; c\n[b]\nz\n'))})", lambda: f"tomllib.loads({ascii(g.mutated('a = 1\n[b.c]\nd = [1, 2.5, \"x\"]\ne = 2024-01-02T03:04:05Z\n'))})",
        lambda: f"random.Random({g.one(g.integer, g.text, g.octets)}).{g.one('random()', 'getrandbits(70)', 'sample(range(99), 5)', 'gauss().__round__(9)', 'choices(\'abc\', k=4)', 'shuffle([1])')}",
        lambda: f"uuid.uuid5(uuid.NAMESPACE_DNS, {g.clean_text()})", lambda: f"colorsys.rgb_to_hls({g.random()!r}, {g.random()!r}, {g.random()!r})")


def _element(g, depth=2):
    name = g.one("a", "b", "n:c", "\xe9")
    inner = "".join(g.some(lambda: _element(g, depth - 1))) if depth else g.one("", "t", "&lt;", "&#65;", "<![CDATA[x]]>", "<!-- c -->", "<?p i?>", "&odd;")
    return f"<{name}{g.one('', ' k=\"v\"', ' k=\'&amp;\'', ' xmlns:n=\"u\"')}>{inner}</{name}>{g.one('', 'tail', '\n')}"


def xmls(g):
    document = f'<r xmlns:n="urn:n">{_element(g)}{g.one("", lambda: _element(g))}</r>'
    text = ascii(g.mutated(document) if g.randrange(2) else document)
    return g.one(
        lambda: f"xml.etree.ElementTree.tostring(xml.etree.ElementTree.fromstring({text}), 'unicode')",
        lambda: f"[(e.tag, e.attrib, e.text, e.tail) for e in xml.etree.ElementTree.fromstring({text}).iter()]",
        lambda: f"xml.dom.minidom.parseString({text}).to{g.one('xml', 'prettyxml')}()",
        lambda: f"xml.etree.ElementTree.canonicalize({text})",
        lambda: f"[e.tag for e in xml.etree.ElementTree.fromstring({text}).findall({g.one('\'a\'', '\'.//b\'', '\'*[@k]\'', '\'a/b[1]\'', '\'[\'')})]",
        lambda: f"xml.sax.saxutils.{g.one('escape', 'quoteattr', 'unescape')}({g.text()})")


def csvs(g):
    dialect = (f"delimiter={g.one('\',\'', '\';\'', '\'\\t\'', '\'\'')}, quotechar={g.one('\'\"\'', '\"\'\"', 'None')}, quoting={g.randint(0, 6)}, "
               f"doublequote={g.one('True', 'False')}, escapechar={g.one('None', '\'\\\\\'')}, skipinitialspace={g.one('True', 'False')}, "
               f"strict={g.one('True', 'False')}, lineterminator={g.one('\'\\n\'', '\'\\r\\n\'')}")
    line = lambda: ascii(g.mutated(g.one('a,"b ""x""",c', "1; 2;'3'", 'x\t"y\nz"', ',,', '"', '1.5,"2"')))
    return g.one(lambda: f"written([[{', '.join(g.some(g.scalar))}], [{g.text()}, {g.real()}]], {dialect})",
                 lambda: f"list(csv.reader([{line()}, {line()}], {dialect}))", lambda: f"list(csv.DictReader(['a,b', {line()}]))",
                 lambda: f"csv.Sniffer().sniff({line()}).delimiter")
