"""Evaluates what the families make. Runs in the guest and, as the same text, in a native Python."""
import array, ast, base64, binascii, bisect, calendar, codecs, collections, colorsys, configparser, contextlib, copy, copyreg, csv, dataclasses
import datetime, decimal, difflib, email, fnmatch, fractions, functools, hashlib, heapq, html, io, ipaddress, itertools, json, linecache, marshal
import math, pickle, pickletools, pprint, random, re, shlex, statistics, string, struct, sys, textwrap, tokenize, tomllib, traceback, unicodedata
import urllib.parse, uuid, warnings, xml.dom.minidom, xml.etree.ElementTree, xml.sax.saxutils, zlib, zoneinfo

warnings.simplefilter("ignore")
nan, inf, D, T = math.nan, math.inf, decimal.Decimal, datetime.datetime
LONGEST = 3000


def shown(value, depth=4):
    """Like repr, with sets in order, iterators consumed and no addresses."""
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}({sorted(shown(item) for item in value)})"
    if depth and type(value) in (list, tuple):
        return f"{type(value).__name__}({', '.join(shown(item, depth - 1) for item in value)})"
    if depth and type(value) is dict:
        return "{" + ", ".join(f"{shown(key, depth - 1)}: {shown(item, depth - 1)}" for key, item in value.items()) + "}"
    if hasattr(value, "__next__"):
        return f"{type(value).__name__}: {shown(list(itertools.islice(value, 50)), depth)}"
    return without_addresses(repr(value))


def without_addresses(text):
    return re.sub("0x[0-9a-f]{4,}(?=>)", "0x", text)


# What expressions call.

def changed(value, method, argument):
    """The value after one of its methods, and what that returned."""
    arguments = () if method in ("reverse", "clear", "pop") else (0, argument) if method == "insert" else (argument,)
    return getattr(value, method)(*arguments), value


def steps(value, *calls):
    """The value after each call, with its result or error."""
    results = []
    for call in calls:
        try:
            results.append(shown(call(value)))
        except Exception as error:
            results.append(f"{type(error).__name__}: {error}")
    return results, value


def heap(items, pops):
    heapq.heapify(items)
    return [heapq.heappop(items) for _ in range(pops)], heapq.heappushpop(items, 1), items


def in_context(call, rounding, **settings):
    """With the flags that it raised."""
    context = decimal.Context(rounding=getattr(decimal, rounding), traps=[decimal.InvalidOperation, decimal.DivisionByZero], **settings)
    with decimal.localcontext(context) as current:
        return call(), [flag.__name__ for flag, isset in current.flags.items() if isset]


def pickled(value, protocol):
    return pickle.dumps(value, protocol)


def written(rows, **dialect):
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(rows)
    return out.getvalue()


def tokens(text):
    return [(token.type, token.string, token.start, token.end) for token in tokenize.generate_tokens(io.StringIO(text).readline)]


def configured(text):
    parser = configparser.ConfigParser(allow_no_value=True)
    parser.read_string(text)
    return {name: dict(section) for name, section in parser.items()}


@dataclasses.dataclass
class P:
    x: object
    y: object = 0

    def total(self):
        return self.x + self.y


@contextlib.contextmanager
def keeping(value):
    try:
        yield value
    finally:
        print("kept", value)


def numbers(n):
    for i in range(n):
        yield i * i
    return n


def at(index):
    """Where every platform says that an index is out of range, and not that it is too large."""
    return index % 1000 if type(index) is int and 2**31 <= abs(index) < 2**64 else index


def cut(value):
    """Less of what grows in a loop."""
    if type(value) is int:
        return value % 10 ** 6
    if type(value) is dict:
        return dict(list(value.items())[:6])
    if isinstance(value, (str, list)):
        value = value[:6]
    return value if len(repr(value)) < 400 else 1


def _globals():
    return {"at": at, "cut": cut, "P": P, "keeping": keeping, "numbers": numbers, "f": lambda x: (x, x), "nan": nan, "inf": inf, "json": json, "re": re}


def ran(text):
    """What a program printed, and how it ended."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(text, "<program>", "exec"), _globals())
    except Exception as error:
        print(type(error).__name__, error, file=out)
    return without_addresses(out.getvalue()[:LONGEST])


def failed(text):
    """The traceback of a program, without the frames of the library, whose source is not in the guest."""
    linecache.cache["<program>"] = len(text), None, [line + "\n" for line in text.split("\n")], "<program>"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "<program>", "exec"), _globals())
    except (Exception, SystemExit) as error:
        report = traceback.TracebackException.from_exception(error)
        pending, seen = [report], set()
        while pending:
            one = pending.pop()
            if one is None or id(one) in seen:
                continue
            seen.add(id(one))
            one.stack[:] = [frame for frame in one.stack if frame.filename == "<program>"]
            pending += [one.__cause__, one.__context__, *(one.exceptions or ())]
        return without_addresses("".join(report.format()))
    return "no fault"


def recursed(call):
    names = {}
    exec(f"def f(n=0):\n    return n if n > 40 else {call}", names)
    try:
        return len(shown(names["f"]()))
    except RecursionError as error:
        return str(error)


def outcome(source):
    """Value or error of an expression, shortened to what a line can hold."""
    linecache.clearcache()
    try:
        text = shown(eval(compile(source, "<expression>", "eval"), globals()))
    except Exception as error:
        text = without_addresses(f"{type(error).__name__}: {error}")
    return ascii(text) if len(text) <= LONGEST else f"{ascii(text[:LONGEST])} and {len(text) - LONGEST} more, {zlib.crc32(ascii(text).encode())}"


FAMILIES = {function.__name__.rstrip("_"): function for function in
            (ints, floats, strs, bytestrings, formats, builtins_, containers, regexes, jsons, pickles, decimals, datetimes, structs, texts, xmls,
             csvs, programs, faults)}
WIDE = {"ints", "floats", "jsons", "pickles", "decimals", "structs", "csvs"}


def run(family, seed, cases):
    """Expressions and what became of them, in turn."""
    g, lines = Source(f"{family} {seed}"), []
    g.wide = family in WIDE
    for _ in range(cases):
        source = FAMILIES[family](g)
        lines += [ascii(source), outcome(source)]
    return lines


def evaluate(text):
    """What became of one given expression."""
    return [ascii(text), outcome(text)]


def serve():
    """A request each line: family, seed and cases; or a = and an expression. An empty line ends the reply."""
    import signal  # of which the guest has no alarm
    requests, replies = sys.stdin, sys.stdout
    for line in requests:
        signal.alarm(60)  # ends this process where a request does not end
        if line.startswith("="):
            lines = evaluate(line[1:].strip())
        else:
            family, seed, cases = line.split()
            lines = run(family, int(seed), int(cases))
        signal.alarm(0)
        print(*lines, "", sep="\n", file=replies, flush=True)
