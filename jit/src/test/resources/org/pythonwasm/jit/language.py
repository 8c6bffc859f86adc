"""What Python code does, by features; each function is called often, and the reprs of all results are compared."""
import sys
import traceback


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Point(self.x + other.x, self.y + other.y)

    @property
    def sum(self):
        return self.x + self.y

    def __getitem__(self, index):
        return (self.x, self.y)[index]


class Slots:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a
        self.b = None

    def step(self):
        self.a = self.a + 1
        self.b = self.a
        return self.b


class Child(Point):
    def add(self, other):
        return super().add(other).sum


def integers(n=40):
    total = 0
    big = 1
    for i in range(-n, n):
        total += i * i - (i << 2) + (i >> 1) + (i & 7) + (i | 3) + (i ^ 5)
        total += i % 7 + i // 7 + (-i) % 5 + (-i) // 5
        big = big * 3 + i
    return total, big, -big, big % 1000007, big // 7


def edges():
    values = []
    for base in (2**29, 2**30, 2**31, 2**59, 2**60, 2**61, 2**62, 2**63, 2**64):
        for delta in (-2, -1, 0, 1, 2):
            x = base + delta
            values.append((x + x, x - 1, x * 3, -x, x * x, x > base, x == base, x // 3, x % 3, x & 255, x << 1, x >> 1, x / 2))
    return values


def floats(n=30):
    x = 0.5
    values = []
    for i in range(n):
        x = x * 1.5 - 0.25 + i
        y = x / 3.0
        values.append((x, y, x < y, x >= y, -x, x / (i + 1), i / 7))
    nan = float("nan")
    inf = float("inf")
    values.append((nan < 1.0, nan == nan, nan != nan, inf > 1.0, inf - inf != 0.0, 0.0 == -0.0, -0.0))
    return values


def divisions():
    caught = []
    for divisor in (3, 2, 1, 0, -1, -2):
        for operation in (lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a / float(b)):
            try:
                caught.append(operation(17, divisor))
            except ZeroDivisionError as e:
                caught.append(str(e))
    return caught


def identities():
    found = []
    for i in range(5):
        a = b = i * 1.5
        found.append(a is b)
        c = d = i * 100_000
        found.append(c is d)
        values = [a, c]
        found.append(values[0] is a)
        e = values[1]
        found.append(e is c)
        p = Point(a, c)
        found.append(p.x is a and p.y is c)
        q = p.x
        found.append(q is p.x)
        kept = a
        a = a + 1.0
        found.append((kept, a))
    return found


def swaps():
    a, b, c = 1, 2.5, "x"
    for i in range(9):
        a, b, c = c, a, b
        a, b = b, a
    return a, b, c


def chains(n=12):
    found = []
    for i in range(n):
        found.append(1 < i < 9 and 2 <= i * 2 <= 20 or (i == 0) != (i > 10))
        found.append(not i or i if i % 2 else None)
        found.append("none" if found[-1] is None else "some")
        found.append(i in (1, 2, 3) or i not in {4, 5})
    return found


def objects(n=20):
    p = Point(1, 2)
    s = Slots(5)
    found = []
    for i in range(n):
        p = p.add(Point(i, 0.5))
        found.append((p.x, p.y, p.sum, p[0], p[1], s.step(), Child(i, i).add(p)))
    p.z = 1
    p.x = "text"
    found.append((p.x, p.z, sorted(vars(p).items(), key=str)))
    return found


def different_types():
    class Other:
        x = 3

        def add(self, other):
            return other

    found = []
    for value in [Point(1, 2), Other(), Child(3, 4), Point(5, 6), Other()]:
        found.append((value.x, type(value.add(value)).__name__))
    for value in [1, 2.0, 3, "a", [1], (2,), 2**70, True, None]:
        try:
            found.append(value + value)
        except TypeError as e:
            found.append(str(e))
        found.append(bool(value))
        found.append(value == 3)
    return found


def calls(n=15):
    def plain(a, b=2):
        return a - b

    def keywords(a, *rest, b=3, **more):
        return a, rest, b, sorted(more)

    counter = 0

    def closure(step):
        nonlocal counter
        counter += step
        return counter

    bound = Point(1, 2).add
    found = []
    for i in range(n):
        found.append((plain(i), plain(i, 1), plain(b=i, a=1), keywords(i), keywords(i, 2, b=5, c=6), closure(i)))
        found.append(bound(Point(i, i)).sum)
        found.append([*map(plain, range(3))])
        found.append((lambda x, y=i: x * y)(i))
        found.append(max(i, 3, key=lambda x: -x))
    return found


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def recursion():
    def down(n):
        return 0 if n == 0 else 1 + down(n - 1)

    try:
        down(10**6)
    except RecursionError as e:
        deep = str(e)
    return fib(12), down(150), deep


def generators(n=10):
    def count(to):
        for i in range(to):
            got = yield i
            if got:
                yield -got

    def delegating(to):
        yield from count(to)
        return "end"

    def squares(to):
        return (i * i for i in range(to) if i % 2)

    g = count(4)
    found = [next(g), g.send(7), next(g), list(g)]
    found.append(sum(squares(n)))
    found.append(list(delegating(3)))
    found.append([x for x in count(n) if x > 3])
    found.append({x: str(x) for x in delegating(n)})

    def thrown():
        while True:
            try:
                yield 1
            except ValueError as e:
                yield str(e)

    t = thrown()
    next(t)
    found.append(t.throw(ValueError("here")))
    t.close()

    async def task(i):
        return i + 1

    async def tasks():
        return [await task(i) for i in range(n)]

    try:
        tasks().send(None)
    except StopIteration as e:
        found.append(e.value)
    return found


def exceptions(n=10):
    found = []

    def fail(i):
        if i % 3 == 0:
            raise ValueError(i)
        if i % 3 == 1:
            return [][i]
        return 10 // (i - i)

    for i in range(n):
        try:
            try:
                fail(i)
            finally:
                found.append("finally")
        except (ValueError, IndexError) as e:
            found.append((type(e).__name__, str(e), e.__traceback__.tb_next.tb_lineno - e.__traceback__.tb_lineno))
        except ZeroDivisionError:
            found.append("".join(traceback.format_exc().splitlines(True)[-4:]))
    return found


def containers(n=10):
    numbers = [0] * n
    table = {}
    for i in range(n):
        numbers[i] = i * 1000
        numbers[i] = numbers[i] + numbers[i - 1] * 0.5
        table[i % 4] = table.get(i % 4, 0) + i
        numbers.append(i)
    pairs = [(i, -i) for i in range(n)]
    total = 0
    for a, b in pairs:
        total += a * b
    for index, (a, b) in enumerate(pairs):
        total += index + a
    first, *rest = numbers
    matrix = [[i * j for j in range(4)] for i in range(4)]
    matrix[1][2] += 5
    text = ""
    for i in range(n):
        text += f"{i:03d}-{i!r} "
    return numbers, table, total, first, rest[-2:], matrix, text, numbers[2:5], {1, 2} | {3}


def unbound():
    found = []
    for i in range(3):
        try:
            if i == 5:
                missing = 1
            found.append(missing)
        except UnboundLocalError as e:
            found.append(str(e))
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        found.append(str(e))
    return found


def matching():
    found = []
    for value in [1, "a", (1, 2), [3, 4, 5], {"k": 1}, Point(1, 2), None]:
        match value:
            case int():
                found.append("int")
            case (a, b):
                found.append(a + b)
            case [a, *more]:
                found.append(more)
            case {"k": k}:
                found.append(k)
            case None:
                found.append("none")
            case _:
                found.append("other")
    return found


GLOBAL = 1


def globals_that_change():
    global GLOBAL
    found = []
    for i in range(8):
        GLOBAL = GLOBAL % 1000 + i
        found.append(GLOBAL)
        if i == 4:
            globals()["len"] = lambda x: -1
        found.append(len([1, 2]))
        if i == 6:
            del globals()["len"]
    GLOBAL = 1
    return found


def functions_that_change():
    def f(x):
        return x + 1

    def g(x):
        return x * 10

    found = []
    for i in range(10):
        found.append(f(i))
        if i == 4:
            f.__code__, g.__code__ = g.__code__, f.__code__
        if i == 7:
            f.__defaults__ = (5,)
    found.append(f())

    class Changing:
        def m(self):
            return 1

    c = Changing()
    for i in range(10):
        found.append(c.m())
        if i == 3:
            Changing.m = lambda self: 2
        if i == 6:
            c.m = lambda: 3
    return found


class Ender:
    def __init__(self, log):
        self.log = log

    def __del__(self):
        frame = sys._getframe(1)
        self.log.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))


def ends():
    log = []
    for i in range(3):
        x = Ender(log)
        x = i
        y = Ender(log); y = None
        Ender(log)
    return log


class Meddler:
    def __del__(self):
        frame = sys._getframe(1)
        if "number" in frame.f_locals:
            frame.f_locals["number"] = 1000.5
            frame.f_locals["other"] = "changed"


def locals_that_others_change():
    found = []
    for i in range(4):
        number = i * 2.5
        other = [i]
        held = Meddler()
        held = None
        found.append((number + 1.0, other))
        number = i
        found.append((other, Meddler(), number)[::2])
        found.append(number)
    return found


def frames():
    found = []
    for i in range(4):
        x = i * 3
        y = x + 0.5
        found.append(sorted((k, v) for k, v in sys._getframe().f_locals.items() if k in "ixy"))
        found.append(sorted(k for k in locals()))
    return found


def traced():
    events = []

    def tracer(frame, event, arg):
        if frame.f_code.co_name in ("inner", "leaf"):
            events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
            return tracer
        return None

    def leaf(x):
        return x + 1

    def inner(n, switch):
        total = 0
        for i in range(n):
            if i == switch:
                sys.settrace(tracer)
            total = leaf(total)
        sys.settrace(None)
        return total

    for _ in range(12):
        inner(6, -1)
    result = inner(6, 3), inner(6, 0)
    for _ in range(3):
        inner(6, -1)
    return result, events


def monitored():
    events = []
    monitoring = sys.monitoring
    tool = 4

    def leaf(x):
        return x * 2

    def inner(n, switch):
        total = 0
        for i in range(n):
            if i == switch:
                monitoring.set_events(tool, monitoring.events.PY_START | monitoring.events.PY_RETURN | monitoring.events.LINE)
            total += leaf(i)
        return total

    for _ in range(12):
        inner(6, -1)
    monitoring.use_tool_id(tool, "test")
    names = (inner.__code__, leaf.__code__)

    def report(kind):
        return lambda code, *rest: events.append((kind, code.co_name, str(rest))) if code in names else None

    monitoring.register_callback(tool, monitoring.events.PY_START, report("start"))
    monitoring.register_callback(tool, monitoring.events.PY_RETURN, report("return"))
    monitoring.register_callback(tool, monitoring.events.LINE,
                                 lambda code, line: events.append(("line", line - code.co_firstlineno)) if code in names else None)
    try:
        result = inner(5, 2), inner(3, -1)
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return result, inner(3, -1), events


def positions():
    def fails(a, b):
        return (a + 1) + (a.missing if b else a) * (b / 0)

    found = []
    for i in (0, 1) * 6:
        try:
            fails(i, i)
        except Exception as e:
            found.append(traceback.format_exception_only(e)[-1])
            frame = e.__traceback__.tb_next
            entry = list(fails.__code__.co_positions())[frame.tb_lasti // 2]
            found.append((entry[0] - fails.__code__.co_firstlineno, entry[2], entry[3]))
    return found


class Left:
    def __init__(self, value):
        self.value = value

    def double(self):
        return self.value * 2


class Right:
    """Its attribute has another place."""

    def __init__(self, value):
        self.other = None
        self.value = value

    def double(self, more=0):
        return self.value + self.value + more


class Narrow:
    __slots__ = ("none", "value")

    def __init__(self, value):
        self.value = value

    def double(self):
        return [self.value, self.value]


class Wide(Left):
    def __len__(self):
        return self.value

    def __bool__(self):
        return False


class Silent:
    pass


def polymorphic():
    """One instruction for objects of several types, which come and go, and are changed meanwhile."""
    found = []
    shapes = [Left(1), Right(2), Narrow(3), Wide(4), Left(5)]
    for turn in range(12):
        for shape in shapes[: turn % 5 + 1]:
            found.append((shape.value, shape.double()))
        shapes[turn % 5].value += 1
    shapes[0].double = lambda: "own"
    Right.double = lambda self: "changed"
    try:
        found.append([shape.double() for shape in shapes])
    finally:
        Right.double = lambda self, more=0: self.value + self.value + more
    try:
        del shapes[1].value
        found.append([shape.value for shape in shapes])
    except AttributeError as e:
        found.append(str(e))
    return found


def lengths():
    values = [[1], (1, 2), "abc", {1: 2}, {1, 2}, b"12345", range(6), Wide(7), "é" * 8]
    found = [len(value) for value in values for _ in range(3)]
    for value in (3, None, Silent()):
        try:
            len(value)
        except TypeError as e:
            found.append(str(e))
    return found


def truths():
    return [bool(x) for x in (Silent(), Left(0), Wide(1), [], [0], "", "a", 0, 1, None, 0.0)] + [
        "yes" if x else "no" for x in [Silent()] * 4 + [Wide(1), Silent(), Left(1)] * 2
    ]


def of_modules():
    before = sys.maxsize
    found = [sys.maxsize for _ in range(3)]
    sys.only_here = 1
    try:
        found += [sys.only_here + i for i in range(3)]
        sys.only_here = "text"
        found += [sys.only_here for _ in range(2)]
    finally:
        del sys.only_here
    try:
        sys.only_here
    except AttributeError as e:
        found.append(str(e))
    return found + [sys.maxsize == before]


def rarely():
    """Most of its code has not run when it is compiled."""
    def choose(x):
        if x < 30:
            return x + 1
        if x < 33:
            values = {"x": x, "y": [x] * 2}
            return sum(values["y"]) + len(values) + values["x"]
        if x == 33:
            return f"{x:>5}" + str([y * 2 for y in range(x) if y % 11 == 0])
        raise ValueError(x)

    found = []
    for x in range(36):
        try:
            found.append(choose(x))
        except ValueError as e:
            found.append(repr(e))
    return found


def called_by_turns():
    def none():
        return 0

    def one(a):
        return a

    def two(a, b=5):
        return a, b

    def rest(*a):
        return a

    def generator(a):
        yield a

    found = []
    for function in (one, two, one, rest, one, lambda a: -a, generator, str, one) * 3:
        result = function(7)
        found.append(next(result) if function is generator else result)
    try:
        none(1)
    except TypeError as e:
        found.append(str(e))
    return found


class Rated:
    def __init__(self, rate):
        self.rate = rate
        if rate == 13:
            return rate

    @property
    def half(self):
        return self.rate / 2

    @property
    def next(self):
        return self.rate + 1


def returned():
    """Values of calls that are used as numbers, and at times are none."""
    def value(x):
        return x

    def both(a, b):
        return a + b

    def half(a):
        return a * 0.5

    found = []
    for x in (1, 300, 2**29, 2**31, 2**40, 2**62, -1, -(2**31), 2, 3, True, "ab", [1], 1.5, 2.5, None, 4, 5) * 2:
        for turn in range(2):
            try:
                found.append((value(x) + 1, 2 * value(x), both(x, x) - 1, both(both(x, 1), both(2, x))))
            except TypeError as e:
                found.append(str(e))
            try:
                found.append((half(x) * 2.0, half(x) + half(half(x)), half(x) < 3.5, -half(x)))
            except TypeError as e:
                found.append(str(e))
    return found


def initialised():
    found = []
    for rate in (1, 2.5, 300, 2**40, 13, 4, 5.5, 13, 6):
        for turn in range(2):
            try:
                rated = Rated(rate)
                found.append((rated.half * 2.0, rated.next + 1, rated.next * 2, rated.half))
            except TypeError as e:
                found.append(str(e))
    return found


def yielded():
    def some(n):
        for i in range(n):
            yield i * 3 if i != 5 else 2.5
        return 7

    def all_of(n):
        got = yield from some(n)
        yield got + 1

    found = []
    for n in (3, 9):
        total = 0
        for x in some(n):
            total = total + x
        for x in all_of(n):
            total = total + x * 2
        found.append((total, sum(x + 1 for x in some(n)), [y for y in all_of(n)]))
    return found


def instances():
    class Meta(type):
        def __instancecheck__(cls, other):
            return other == 5

    class Odd(metaclass=Meta):
        pass

    class Pretending:
        @property
        def __class__(self):
            return Point

    def with_another(isinstance, a, b):
        return isinstance(a, b)

    found = []
    for x in (1, True, "a", Point(1, 2), Child(1, 2), Pretending(), 5, None, Odd()):
        for cls in (int, Point, Child, (int, str), Odd, object, str, bool):
            found.append(isinstance(x, cls))
            found.append("yes" if isinstance(x, cls) else "no")
    for another in (isinstance, isinstance, lambda a, b: (a, b), isinstance):
        found.append(with_another(another, 1, str))
    try:
        isinstance(1, 1)
    except TypeError as e:
        found.append(str(e))
    return found


class Doubling(list):
    def append(self, x):
        list.append(self, x)
        list.append(self, [x])


def appended():
    found = []
    for kind in (list, list, Doubling, list):
        values = kind()
        for i in range(20):
            values.append(i)
            values.append(i * 1.5)
            values.append([i])
        found.append((len(values), values, [x for x in values if x], [[y, y] for y in range(9)]))
    return found


def ended():
    """The locals of a function that returns end while its caller is the current frame."""
    seen = []

    class Ending:
        def __init__(self, name):
            self.name = name

        def __del__(self):
            frame = sys._getframe(1)
            seen.append((self.name, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))

    def returning(n):
        first = Ending(n)
        second = Ending(-n)
        return n + 1

    total = 0
    for n in range(3):
        total = total + returning(n) * 2
    return seen, total


class Loud(str):
    def __eq__(self, other):
        return str.__eq__(self, other) or other == "loud"

    __hash__ = str.__hash__


class Equal:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == other

    def __hash__(self):
        return hash(self.value)


MANY = {f"k{i}": i for i in range(70_000)}


def looked_up():
    """Dicts of strs, of ints, of both, of keys that are equal to others, small and large, with gaps."""
    texts = ["a", "b" * 40, "", "\xe9", "\u20ac", "\U0001f40d", "x\u20ac", "ab"]
    dicts = [
        {},
        {text: i for i, text in enumerate(texts)},
        {i: text for i, text in enumerate(texts)},
        {1: "one", "a": "text", (1, 2): "tuple", None: "none", 2**70: "large", 2**40: "two digits", -1: "minus"},
        {True: "true", 2.0: "float", Equal("b" * 40): "object", Equal(5): "five", Loud("ab"): "loud"},
        {str(i): i for i in range(300)},
        {i * 7 - 700: i for i in range(300)},
        MANY,
        dict.fromkeys(range(0, 2**31, 2**24), 3.5),
    ]
    for i in range(0, 300, 3):
        del dicts[5][str(i)]
        del dicts[6][i * 7 - 700]

    def at(table, key):
        return table[key]

    def item(table, key):
        try:
            return at(table, key)
        except KeyError as e:
            return e.args

    def has(table, key):
        return (key in table, 1 if key not in table else 0)

    def times(table, key):
        return table[key] * 2 + 1 if key in table else -1

    found = []
    for table in dicts:
        for text in texts + ["a" * 1, "".join(["k", "6", "9"]), "299", Loud("loud"), Loud("ab")]:
            found.append((item(table, text), has(table, text)))
        for number in (0, 1, 2, -1, -2, 5, 7, 700 - 693, 2**24, 2**29, 2**30, 2**40, 2**70, True, 2.0):
            found.append((item(table, number), has(table, number)))
    found.append([times(dicts[6], i) for i in range(-20, 20)])
    found.append([times(dicts[5], str(i)) for i in range(20)])
    found.append(has(vars(Point(1, 2)), "x") + has(vars(Point), "x"))
    return found


def compared_texts():
    texts = ["", "a", "b", "ab", "\xe9", "\xe8", "\u20ac", "\u20ad", "\U0001f40d", "\U0001f40e", "a" * 99, "a" * 98 + "b", Loud("a")]
    others = ["".join(list(text)) for text in texts] + ["loud", None, 1]
    found = []
    for text in texts:
        for other in others:
            found.append((text == other, "yes" if text != other else "no"))
    return found


def of_classes():
    class Colour:
        red = "red"
        count = 0

        def __init__(self):
            self.own = 1

    class Slotted:
        __slots__ = ("own",)
        red = ("r",)

    class Meta(type):
        @property
        def red(cls):
            return "meta"

    class Other(metaclass=Meta):
        red = "other"

    def read(cls):
        return cls.red

    def shade(colour):
        return colour.red, type(colour), type(colour) is Colour

    def typed(type, value):
        return type(value)

    found = []
    colour = Colour()
    for i in range(12):
        Colour.count += i
        found.append((Colour.red, Colour.count, read(Colour), shade(colour), shade(Slotted()), read(Slotted)))
    Colour.red = "blue"
    found.append((Colour.red, read(Colour), shade(colour), read(Other)))
    colour.red = "mine"
    found.append((shade(colour), read(colour), typed(type, 1), typed(str, 1), typed(type, Other)))
    return [repr(each).replace(hex(id(each)), "") for each in found]


def of_cells():
    ended = []

    class Noisy:
        def __init__(self, name):
            self.name = name

        def __del__(self):
            ended.append(self.name)

    count, ratio, text, held = 0, 0.5, "", None

    def step(i):
        nonlocal count, ratio, text, held
        count += i
        ratio = ratio * 1.25 - i
        text = text + "ab"[i % 2]
        held = Noisy(i)
        return count

    def big():
        nonlocal count
        count = count * 2**40 + 7

    steps = [step(i) for i in range(12)]
    for _ in range(4):
        big()
    before = list(ended)
    del text
    held = None
    return steps, count, ratio, before, ended


def of_delegation():
    heard = []

    def inner(n):
        total = 0
        for i in range(n):
            got = yield i * 1.5
            heard.append(got)
            total += i if got is None else got
        return total

    def outer(n):
        result = yield from inner(n)
        heard.append(("returned", result))
        again = yield from inner(2)
        empty = yield from ()
        return result, again, empty

    def walk(depth):
        if depth:
            yield from walk(depth - 1)
            yield depth
            yield from walk(depth - 1)

    def failing():
        try:
            yield 1
            yield 2
        except KeyError as e:
            yield repr(e)
        finally:
            heard.append("finally")

    def through():
        return (yield from failing())

    values = list(outer(4))
    generator = outer(3)
    values.append(next(generator))
    try:
        for i in range(10):
            values.append(generator.send(i * 10))
    except StopIteration as end:
        values.append(end.value)
    values.append(list(walk(5)))
    broken = through()
    values += [next(broken), broken.throw(KeyError("k")), next(broken, "end")]
    closed = through()
    next(closed)
    closed.close()
    itself = None

    def again():
        yield from itself

    itself = again()
    try:
        next(itself)
    except ValueError as e:
        values.append(str(e))
    return values, heard


def of_formats():
    class Odd:
        def __format__(self, spec):
            return f"<{spec or 'plain'}>"

        def __iter__(self):
            return iter((1, 2))

    class Text(str):
        pass

    found = []
    for value in ("a", "ü", 1, -2, 2**70, 0.5, None, True, Odd(), Text("t"), (1,)):
        text = f"{value}"
        found.append((text, type(text), f"[{value}]{value:}", f"{value!s}{value!r}" if value != Odd else ""))
    plain = "ab"
    found.append(f"{plain}" is plain)
    for each in (Odd(), (i * i for i in range(3)), [3], {4: 5}, "xy", iter([6])):
        found.append([item for item in each])
    return [repr(each).partition(" object at")[0] for each in found]


def of_builtins():
    class Small(int):
        def __lt__(self, other):
            return True

        def __gt__(self, other):
            return True

        def __abs__(self):
            return "small"

    nan = float("nan")
    found = []
    numbers = [0, 1, -1, 300, -300, 2**29, -(2**30), 2**60, -(2**62), 2**63, -(2**63), 2**80, 0.5, -0.0, 0.0, -2.5, nan,
               float("inf"), True, False, Small(3)]
    for a in numbers:
        found.append((abs(a), ~int(a) if a == a and abs(a) not in (float("inf"), "small") else None))
        for b in numbers:
            least, most = min(a, b), max(a, b)
            found.append((least, most, least is a, least is b, most is a, most is b))
    total = 0
    for i in range(30):
        total += max(i, 15) - min(i + 1, 2 * i) + abs(i - 20) + ~i
        total += max(i * 0.5, 4.0) + min(i * 0.25, i / 3) + abs(-i * 0.5)
    found.append(total)
    for text in ("a", "~", "ä", "\u0416", "\uffff", "\U0001f40d", "\x00", b"b", "ab", "", 5, None):
        try:
            found.append(ord(text))
        except TypeError as e:
            found.append(str(e))
    for least in (min, max, lambda a, b: "own"):
        found.append(least(3, 4))
    for wrong in ((1, "a"), (None, 1), ("b", "a")):
        try:
            found.append((min(*wrong), max(wrong[0], wrong[1])))
        except TypeError as e:
            found.append(str(e))
    found.append([min(a, b, 2) for a, b in ((1, 2), (3, 4))] + [max(4, 5, key=lambda x: -x), min((), default=7)])
    return found


def of_mixed_numbers():
    found = []
    ints = [0, 1, -3, 2**31, 2**53, 2**53 + 1, -(2**53) - 1, 2**59 + 1, 2**62, 2**63, 2**70]
    floats_ = [0.0, -0.0, 0.5, -2.5, 2.0**53, 2.0**53 + 2, 2.0**59, 1e300, float("inf"), float("nan")]

    def both(i, x):
        n = i + 0
        y = x + 0.0
        return (n + y, n - y, n * y, y + n, y - n, y * n, y / n if n else None, n / y if y else None,
                n < y, n <= y, n == y, n != y, n > y, n >= y, y < n, y <= n, y == n, y != n, y > n, y >= n)

    for i in ints:
        for x in floats_:
            found.append(both(i, x))
    for i in range(20):
        x = i * 0.5
        found.append((x * 2, 2 * x, x + 1, 1 - x, x - 1, x / 2, 3 / (x + 1), x < 4, 4 < x, x == 2, x != 2, x >= 3, i ** 2, (i - 10) ** 2))
    for base in (2**30, 2**31 + 1, 2**32, -(2**31), 3 * 10**9, 2**62, -(2**63), 0.5, True):
        found.append((base ** 2, base ** 3))
    for divisor in (0, 0.0, -0.0):
        for number in (1, 1.5):
            try:
                found.append(number / divisor)
            except ZeroDivisionError as e:
                found.append(str(e))
    return found


def of_deletions():
    ended = []

    class Noisy:
        def __del__(self):
            ended.append(len(ended))

    def once(keep):
        noisy = Noisy()
        other = noisy
        del noisy
        before = len(ended)
        if not keep:
            del other
        try:
            del noisy
        except UnboundLocalError as e:
            return before, len(ended), type(e).__name__, "other" in locals()

    return [once(i % 3 == 0) for i in range(9)], len(ended)


def of_conversions():
    class Text(str):
        pass

    def text(value):
        return str(value)

    def items(value):
        return tuple(value)

    found = []
    for value in ("a", "a", "b" * 3, 1, None, Text("t"), 0.5, b"x", "c"):
        result = text(value)
        found.append((result, type(result).__name__, result is value))
    for value in ((1,), (1, 2), (), [3], "xy", range(2), (4,)):
        result = items(value)
        found.append((result, result is value))
    return found


def with_sums(count):
    """A function whose blocks have values in ever other variables."""
    names = [f"p{i}" for i in range(count)]
    scope = {}
    exec(f"""
def once(x):
    return x

def changed(a, i, p, q, {", ".join(names)}):
    a[i] += once(3)
    a[i] *= once(2)
    return once(4) + ({"+".join(names)}) * (p + (q + once(2) * ({"*".join(names)})))
""", scope)
    return scope["changed"]


SUMS = [with_sums(count) for count in range(1, 14)]


def of_stacks_that_exits_write():
    """Guards fail while values are on the stack in another order than the one in which they came there."""
    found = []
    for count, changed in enumerate(SUMS, 1):
        for turn in range(6):
            values = {1: 2} if turn % 5 == 4 else [1, 2, 3]
            found.append((changed(values, 1, 10, 20, *range(2, count + 2)), values))
    return found


def of_ends_that_monitor():
    """The end of an object has lines reported from the next one on, whichever instruction it ends in."""
    monitoring = sys.monitoring
    tool = 3
    lines = []

    def nothing():
        pass

    class Other:
        pass

    class Monitor:
        def __init__(self, code, events):
            self.code = code
            self.events = events

        def __del__(self):
            monitoring.set_local_events(tool, self.code, self.events)
            # Others end in the meantime.
            others = [Other()]
            del others
            others = [Other()]
            others = None

    def made(code, events):
        return Monitor(code, events)

    def compared(code, events):
        first = 1
        if made(code, events) is None:
            first = 2
        second = 3
        return first + second

    def compared_with_another(code, events):
        first = 1
        if made(code, events) is not None:
            first = 2
        second = 3
        return first + second

    def looped(code, events):
        first = 1
        for x in [Monitor(code, events), 2]:
            first = 2
        second = 3
        return first + second

    def looped_over_a_tuple(code, events):
        first = 1
        for x in (Monitor(code, events), 2):
            first = 2
        second = 3
        return first + second

    def appended_to(code, events):
        first = 1
        [Monitor(code, events)].append(first)
        second = 3
        return first + second

    def stored(code, events):
        first = Monitor(code, events)
        first = 2
        second = 3
        return first + second

    monitoring.use_tool_id(tool, "test")
    monitoring.register_callback(tool, monitoring.events.LINE, lambda code, line: lines.append(line - code.co_firstlineno))
    found = []
    try:
        for function in (compared, compared_with_another, looped, looped_over_a_tuple, appended_to, stored):
            for turn in range(12):
                function(nothing.__code__, 0)
            function(function.__code__, monitoring.events.LINE)
            monitoring.set_local_events(tool, function.__code__, 0)
            found.append((function.__name__, list(lines)))
            lines.clear()
    finally:
        monitoring.free_tool_id(tool)
    return found


FUNCTIONS = [value for name, value in list(globals().items())
             if callable(value) and getattr(value, "__module__", None) == __name__ and not isinstance(value, type) and name not in ("fib", "with_sums")]


def run(times):
    lines = []
    for function in FUNCTIONS:
        first = None
        for turn in range(times):
            result = repr(function())
            if result != first:
                lines.append(f"{function.__name__} {turn}: {result}")
                first = result
    return "\n".join(lines)
