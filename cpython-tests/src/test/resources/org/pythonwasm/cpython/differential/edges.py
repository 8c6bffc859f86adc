"""Calls of math, cmath, the numeric types, statistics and random at the edges of what they take. Runs in the guest and, as the same text, in a native Python."""
import cmath, decimal, errno, fractions, itertools, math, os, random, statistics, struct, sys, warnings

warnings.simplefilter("ignore")
D, F = decimal.Decimal, fractions.Fraction
nan, inf = math.nan, math.inf


class Holding:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


class Floating(Holding):
    def __float__(self):
        return self.value


class Indexing(Holding):
    def __index__(self):
        return self.value


class Complexing(Holding):
    def __complex__(self):
        return self.value


class Rounding:
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __trunc__(self): return "trunc"
    def __round__(self, *digits): return "round", digits
    def __abs__(self): return "abs"


class Failing:
    def __repr__(self): return "Failing()"
    def __float__(self): raise KeyError("float")
    def __index__(self): raise KeyError("index")
    def __complex__(self): raise KeyError("complex")


class Real(float):
    pass


class Whole(int):
    pass


# Arguments. The text of a number is its repr; others have the source that they are made of.

def _signed(values):
    return [sign * value for value in values for sign in (1.0, -1.0)]


def _around(value):
    return [math.nextafter(value, 0.0), value, math.nextafter(value, inf)]


MAX, MIN, TINY = sys.float_info.max, sys.float_info.min, 5e-324
EDGES = _signed([0.0, TINY, *_around(MIN), 1e-200, 1e-20, *_around(0.5), *_around(1.0), 1.5, 2.0, 3.0, 4.5, math.pi / 2, math.pi, 100.0, 2.0 ** 31,
                 2.0 ** 53, 1e200, MAX, inf]) + [nan]
FLOATS = sorted(set(EDGES[:-1]) | set(_signed(
    [2 * TINY, 1e-310, 3e-308, 1e-300, 1.5e-162, 1e-154, 1e-100, 2.0 ** -54, 2.0 ** -53, 2.0 ** -52, 2.0 ** -28, 1e-8, 2.0 ** -26, 1e-5, 0.1, 0.25, 1 / 3, 0.7, 0.71, 0.9,
     1.1, 1.25, 1.4616321449683622, 1.73, *_around(2.0), 2.4375, 2.5, 2.6, math.e, *_around(math.pi / 4), *_around(math.pi / 2), *_around(math.pi), 1.5 * math.pi,
     2 * math.pi, 3.5, 5.0, 5.5, 6.0, 7.0, 10.0, 10.5, 20.0, 22.0, 22.5, 23.5, 26.5, 27.2, 28.0, 30.0, 99.5, 100.5, 110.0, 150.0, 170.0, 170.5, 171.0, 171.5, 171.7, 172.0,
     183.5, 184.0, 200.5, 307.5, 308.0, 308.3, 323.5, 324.0, 355.0, 500.0, 708.3, 708.5, *_around(709.782712893384), 709.8, 710.4, *_around(710.4758600739439), 711.0,
     *_around(745.1332191019411), 745.2, 746.0, 1021.5, 1022.0, 1023.0, 1023.9, 1024.0, 1074.0, 1074.5, 1075.0, 1076.0, 1e4, 1e5, 2.0 ** 20 * math.pi, 1e6, 1e9, 2.0 ** 31 - 1,
     2.0 ** 32, 2.0 ** 51 + 0.5, 2.0 ** 52, 2.0 ** 52 + 1, 2.0 ** 53 - 1, 2.0 ** 53 + 2, 1e16, 2.0 ** 63, 2.0 ** 64, 1e22, 1e23, 1e100, 1.3e154, 1.4e154,
     2.0 ** 1022, 2.0 ** 1023, MAX / 2, MAX / math.sqrt(2), math.nextafter(MAX, 0.0)]))) + [nan]
INTS = [0, 1, -1, 2, -2, 3, 5, -7, 10, 20, 21, 100, 1000, -1000, 2**31 - 1, 2**31, -2**31, 2**32, 2**53, 2**53 + 1, -2**53 - 1, 2**63 - 1, 2**63, 2**64, 2**64 + 1,
        10**22, 10**23, 2**1023, 2**1024 - 2**970, 2**1024 - 2**969, 2**1024, -2**1024, 10**400, -10**400]
OTHERS = """True False None '1' '1.5' '' b'1' [] [1.0] () {} object() int 1j (1+2j) F(1,3) F(-7,2) F(10**400) D('1.1') D('-0') D('NaN') D('sNaN') D('1E+400') Floating(2.5)
    Floating(-0.0) Floating(nan) Floating(1) Floating('1') Floating(None) Floating(Real(0.5)) Indexing(3) Indexing(2**1024) Indexing(1.5) Indexing(True) Complexing(1+2j)
    Complexing(1.5) Complexing('1') Rounding() Failing() Real(0.5) Whole(7) bytearray(b'2') range(3) ...""".split()
_EVALUATED = {text: eval(text) for text in OTHERS}


def real(values):
    return [(repr(value), value) for value in values]


def other(texts=OTHERS):
    return [(text, _EVALUATED[text] if text in _EVALUATED else eval(text)) for text in texts]


def drawn(n, *ranges):
    """The same pseudo-random numbers everywhere: from each range, or with exponents from it where it is written as a list."""
    source = random.Random(7)
    return [source.uniform(*limits) if type(limits) is tuple else math.ldexp(source.uniform(-1, 1), source.randint(*limits))
            for limits in ranges for _ in range(n)]


ONE = real(FLOATS + INTS) + other() + real(drawn(150, (-1, 1), (-10, 10), (0, 200), (-750, 750), [-40, 0], [-1074, 1024], [0, 70]))
TWO = real(EDGES) + real([0, 1, -1, 3, 2**53 + 1, 2**1024]) + other(["None", "'1'", "True", "Floating(2.5)", "Indexing(3)", "Failing()", "1j", "F(1,3)"])
DRAWN_TWO = list(zip(real(drawn(150, (-1, 1), (-10, 10), (-100, 100), [-1074, 1024], [-30, 30])),
                     real(reversed(drawn(150, (-10, 10), (0, 10), (-1, 1), [-30, 30], [-1074, 1024])))))
PARTS = _signed([0.0, TINY, MIN, 1e-160, 1e-9, *_around(0.5), *_around(1.0), 2.0, math.pi / 2, 22.0, 709.5, 711.0, 1e6, 1e160, MAX / 4, MAX / 2, MAX, inf]) + [nan]
COMPLEX = [(repr(value), value) for value in (complex(a, b) for a in PARTS for b in PARTS)]
COMPLEX = COMPLEX + list({repr(value): (repr(value), value) for value in itertools.starmap(complex, zip(drawn(100, (-2, 2), (-10, 10), (-700, 700), [-1000, 1000]),
                    drawn(100, (-2, 2), (-10, 10), (-10, 10), [-1000, 1000])[::-1]))}.values())
FEW_PARTS = [0.0, -0.0, 1e-160, -0.5, 1.0, -1.0, 2.0, 1e160, MAX, -MAX, inf, -inf, nan]
FEW_COMPLEX = [(repr(value), value) for value in (complex(a, b) for a in FEW_PARTS for b in FEW_PARTS)]
SMALL_INTS = real([0, 1, -1, 2, 3, 5, 12, 13, 20, 21, 33, 34, 61, 62, 66, 67, 100, 170, 171]) + other()
SEQUENCES = """[] [0.0] [-0.0] [-0.0,-0.0] [1,2,3] [1.0,2,3] [nan] [inf] [-inf,inf] [inf,inf] [nan,inf] [1e308,1e308,-1e308] [1e308,1e308] [MAX,MAX,-MAX] [2**1024] [2**1024,1.0]
    [TINY,TINY] [TINY]*3 [1e-200,1e-200] [1e200,1e200] [MAX,MAX] [MAX] [MIN,-TINY] [0.1]*10 [1e16,1.0,-1e16] [1.0,1e100,1.0,-1e100] [1,2.5,F(1,3)] [F(1,3),F(2,3)] [D('0.1'),D('0.2')]
    [True,False] [1j,2] [1.5,2j] ['1'] [None] [Floating(2.5),1.0] [Floating(0.5)]*2 [Indexing(3),Indexing(4)] [Failing()] [2**53+1,1.0] [2**53,1,1] [3,4] [3.0,4.0] [-3.0,-4.0] [5,12,0.0]
    [1e-320,1e-310] [1.7e308,1e-10] [2.0**-537,2.0**-538] [2.0**511,2.0**512] range(5) (1.5,2.5) 'ab' b'ab' None 5 [0.1,0.2,0.3] [1/3,2/3,1e-17] [10**30,0.5] [1]*5+[2**63] [2**62,2**62]
    [-2**63,-1] [0.5,2**63] [[1]] [1,'2'] [0,inf] [0,nan] [0.0,inf,-1] [1e-5,1e5,1e10,1e-10] [2.0,4.0,8.0,9.0] [1,1,2,2,3] [1.0,1.0,1.0] [7.0,7.0] [1.25,2.75,3.5,9.125]
    [10**400,1] [F(10**400),1] [-1,5.5,2] [D('Infinity'),D(1)] [MAX/2,MAX/4,1] [MIN,MIN,TINY] {1:2,3:4} {2.5}""".split()
LISTS = [(text, eval(text)) for text in SEQUENCES]
POINTS = """() (0.0,) (1.0,) (1.0,2.0) (1,2) (-1.0,-0.0) (inf,1.0) (nan,1.0) (nan,inf) (MAX,-MAX) (TINY,TINY) (1.0,2.0,3.0) (2**1024,0) (2**53+1,0) ('1',2) [1.0,2.0] (1e200,1e-200)
    (F(1,3),D('0.5')) (Floating(1.5),2) (0.1,0.2) (1e-320,3e-320) None 5 range(2) 'ab'""".split()
NUMERALS = """'0x1p0' '0x1.8p1' '-0x0p0' '0x0.0000000000001p-1022' '0x0.00000000000008p-1022' '0x0.000000000000081p-1022' '0x0.000000000000080000001p-1022' '0x1.fffffffffffffp1023'
    '0x1.fffffffffffff7p1023' '0x1.fffffffffffff8p1023' '0x1p1024' '-0x1p1024' '0x1p-1074' '0x1p-1075' '0x1.0000000000001p-1075' '0x.1p4' '0x1.p1' '0x.p1' '0xp1' '1p1' '1.8' 'inf' '-Infinity'
    'nan' '-nan' '+0X1P+2' '0x1p' '0x1p1.5' '0x1p99999999999' '0x1p-99999999999' '0x1p2147483648' '0x1p-2147483649' '0x1p9223372036854775807' '0x1p18446744073709551616' '' '\\t0x1\\n' '0x1_0'
    '0x1.00000000000008p0' '0x1.00000000000018p0' '0x1.000000000000080000000001p0' '0x10000000000000000000000001' '0x0p99999999999999999999' '1e5' '1e400' '-1e400' '1e-400' '-1e-400' '4.9e-324'
    '2.4703282292062327e-324' '2.4703282292062328e-324' '1.7976931348623158e308' '1.7976931348623159e308' '2.2250738585072011e-308' '9007199254740993' '9007199254740992.9999' '1_0.0_1' '1__0'
    '\\x201.5\\x20' '1.5x' '.' '1.' '.5' '-.5e-3' 'infinity' 'INF' 'nAn' '+-1' '1e' '1e+' '\\u0661.\\u0665' '\\xa01\\u2003' '1+2j' '1e400j' '-0j' 'nan+infj' '-nan-infj' '(1-0j)' '1\\x20+2j' 'j' '-j' '1e5+' '1j+2'
    '0.1+1e-400j' 1 1.5 b'1.5' b'0x1p1' None bytearray(b'7') 2**1024 1j Floating(2.5) Indexing(3) Failing() Complexing(1+2j) F(1,3) D('NaN') memoryview(b'1.5') '1'*400 '0.'+'0'*400+'1'""".split()
NUMERALS = [(text, eval(text)) for text in NUMERALS]
FORMATS = ["", "r", "e", "f", "g", "n", "%", ".0f", ".0e", ".1f", ".3g", ".17g", ".25f", ".40e", "+.2f", " .2g", "-.1e", "020.3f", "#.0f", "#g", ",.2f", "_.1f", "z.1f", "zg", "s", "d", "x",
           "1000", ".400f", "*^20.3e", "=+20"]


# Which functions with which arguments.

def crossed(*columns):
    return list(itertools.product(*columns))


_ZEROS_OF_LGAMMA = [1.0, 2.0, -2.4570247382208006, -2.7476826467274127, -3.1435808883499802, -3.955294284858598, -4.039361839740537, -4.991544640560048, -5.008218168438041]
_NO_OR_TOO_MANY = [(), ((repr(1.0), 1.0),) * 7]
_WHOLE = crossed(SMALL_INTS, SMALL_INTS)
_LADDER = real([0.0, -0.0, TINY, -MIN, 1e-160, -1e-160, 0.1, 1.0, -1.0, math.nextafter(1.0, 2), 3.0, -1e160, 1e308, MAX, -MAX, inf, -inf, nan, 2**53 + 1]) + other(["None", "Floating(2.5)"])
_TOLERANCES = [{}, {"rel_tol": 0.0}, {"abs_tol": TINY}, {"rel_tol": 1e-15, "abs_tol": 1e300}, {"rel_tol": -1.0}, {"abs_tol": nan}, {"rel_tol": inf}, {"abs_tol": inf}]
_STEPS = [{}, {"steps": 0}, {"steps": 1}, {"steps": 5}, {"steps": 2**53}, {"steps": 2**64}, {"steps": 10**30}, {"steps": -1}, {"steps": 1.0}, {"steps": None}, {"steps": True}]
_EXPONENTS = real([0, 1, -1, 52, -52, 1023, 1024, -1022, -1023, -1074, -1075, -1076, 2098, -2100, 2**31 - 1, -2**31, 2**31, 2**63, -2**64, 10**30, 1.0]) + other(["None", "True", "Indexing(3)"])

_MATH = {
    "atan2 copysign fmod nextafter pow remainder": crossed(TWO, TWO) + DRAWN_TWO,
    "log": crossed(ONE) + crossed(TWO, TWO) + DRAWN_TWO,
    "fma": crossed(_LADDER, _LADDER, _LADDER),
    "ldexp": crossed(TWO, _EXPONENTS),
    "lgamma": crossed(ONE + real(near + step for near in _ZEROS_OF_LGAMMA for step in drawn(30, (-0.1, 0.1), (-1e-3, 1e-3), (-1e-9, 1e-9)))),
    "factorial isqrt": crossed(real([0, 1, -1, 12, 13, 20, 21, 25, 100, 1000, 5.0, -1.5, nan, inf]) + other()),
    "comb perm": _WHOLE + crossed(SMALL_INTS) + crossed(real([10**20, 2**40, -5]), real([0, 1, 2, 5, -1])),
    "gcd lcm": [()] + crossed(real(INTS + [2.0]) + other()) + crossed(real(INTS + [2.0]), real(INTS) + other()) + crossed(*[real([0, 6, -4, 2**64, 10**23])] * 3),
    "fsum prod": crossed(LISTS),
    "sumprod": crossed(LISTS[:45], LISTS[:45]), "dist": crossed(*[[(text, eval(text)) for text in POINTS]] * 2),
    "hypot": [()] + crossed(TWO) + crossed(TWO, TWO) + DRAWN_TWO + crossed(_LADDER, _LADDER, _LADDER),
}
_MATH = {name: arguments for names, arguments in _MATH.items() for name in names.split()}
_CMATH = {"log": crossed(COMPLEX) + crossed(FEW_COMPLEX, FEW_COMPLEX)[::3], "rect": crossed(TWO, TWO) + DRAWN_TWO}
_COMPLEX_ONE = crossed(COMPLEX + real([0, 1, -1, 2**53 + 1, 2**1024, 0.5, -0.5]) + other())


def _of_module(module, special, usual):
    """Each function of a module, so that none is forgotten."""
    for name, function in sorted(vars(module).items()):
        if name.startswith("_") or not callable(function):
            continue
        if name in ("isclose", "nextafter"):
            pairs = crossed(FEW_COMPLEX, FEW_COMPLEX) if module is cmath else crossed(TWO, TWO)
            settings = _TOLERANCES if name == "isclose" else _STEPS
            yield name, function, pairs[::7], settings
        else:
            yield name, function, special.get(name, usual) + _NO_OR_TOO_MANY, [{}]


def _operators():
    power = lambda a, b: a ** b
    yield "a ** b", power, crossed(real(EDGES + [0, 1, -1, 2, -3, 2**31, 2**53 + 1]) + other(["True", "F(1,3)", "D('1.1')", "'1'", "None"]),
                                   real(EDGES + [0, 1, -1, 2, -3, 400, -400]) + other(["True", "F(1,3)", "D('1.1')", "'1'", "None"])) + DRAWN_TWO
    yield "a ** b (complex)", power, (crossed(FEW_COMPLEX, FEW_COMPLEX) + crossed(FEW_COMPLEX, real([*EDGES, 3, -3, 99, 100, 101, -101, 2**31, 2**1024]))
                                      + crossed(real([*EDGES, 2**1024]), FEW_COMPLEX))
    yield "a ** b (complex, of any size)", power, list(zip(COMPLEX[-400:], COMPLEX[-400:][::-1]))
    for text, function in {"a % b": lambda a, b: a % b, "a // b": lambda a, b: a // b, "divmod(a, b)": divmod, "a / b": lambda a, b: a / b, "a * b": lambda a, b: a * b,
                           "a + b": lambda a, b: a + b, "a - b": lambda a, b: a - b, "(a < b, a == b, a >= b)": lambda a, b: (a < b, a == b, a >= b)}.items():
        yield text, function, crossed(TWO, TWO) + DRAWN_TWO
    for text, function in {"a / b (complex)": lambda a, b: a / b, "a * b (complex)": lambda a, b: a * b}.items():
        yield text, function, crossed(FEW_COMPLEX, FEW_COMPLEX)[::3] + crossed(FEW_COMPLEX, TWO)[::3]


def _methods():
    for name in "__trunc__ __floor__ __ceil__ __int__ __round__ hex as_integer_ratio is_integer conjugate __abs__ __neg__ __bool__ __repr__".split():
        yield f"float.{name}", getattr(float, name), crossed(ONE)
    for name in "__trunc__ __floor__ __ceil__ __float__ __round__ as_integer_ratio is_integer bit_length".split():
        yield f"int.{name}", getattr(int, name), crossed(real(INTS) + other())
    for name in "__abs__ __neg__ __bool__ __repr__ conjugate".split():
        yield f"complex.{name}", getattr(complex, name), _COMPLEX_ONE
    for function in (int, float, complex, bool, abs, round, F):
        yield function.__name__, function, crossed(ONE + NUMERALS)
    yield "complex(a, b)", complex, crossed(TWO, TWO)
    yield "complex(text)", complex, crossed(NUMERALS)
    yield "float.fromhex", float.fromhex, crossed(NUMERALS)
    yield "round(a, n)", round, crossed(TWO + real(drawn(30, (-10, 10), (-1e5, 1e5), [-1074, 1024])),
                                        real([0, 1, 2, -1, 5, 15, 16, 17, 22, 23, -5, 308, -308, 309, -309, 323, 324, -400]) + other(["None", "True", "1j"]))
    yield "format", format, crossed(TWO + FEW_COMPLEX[::7], [(repr(text), text) for text in FORMATS])
    yield "hash", _hash_is_specified, crossed(ONE + FEW_COMPLEX[::3])
    for code in "efdqQ":
        yield f"struct.pack {code}", lambda value, code=code: struct.unpack("<" + code, struct.pack("<" + code, value)), crossed(
            ONE + real([65504.0, 65519.99, 65520.0, 2.0 ** -24, 2.0 ** -25, 3.4028235677973366e38, 3.4028235677973364e38, 1e-46]))


def _hash_is_specified(value):
    """Whether hash() is what the manual says for this width; NaN and infinities included."""
    modulus, width = sys.hash_info.modulus, sys.hash_info.width

    def of_ratio(m, n):
        while m % modulus == n % modulus == 0:
            m, n = m // modulus, n // modulus
        found = sys.hash_info.inf if n % modulus == 0 else abs(m) % modulus * pow(n, modulus - 2, modulus) % modulus
        found = -found if m < 0 else found
        return -2 if found == -1 else found

    def of_real(x):
        return sys.hash_info.inf * (1 if x > 0 else -1) if math.isinf(x) else of_ratio(*x.as_integer_ratio())

    if isinstance(value, complex):
        if math.isnan(value.real) or math.isnan(value.imag):
            return "nan"
        found = (of_real(value.real) + sys.hash_info.imag * of_real(value.imag)) % 2 ** width
        found = found - 2 ** width if found >= 2 ** (width - 1) else found
        return hash(value) == (-2 if found == -1 else found)
    if isinstance(value, (int, float, F)):
        return "nan" if value != value else hash(value) == of_real(value)
    return type(hash(value))


def _statistics():
    for name in "mean fmean geometric_mean harmonic_mean median median_low median_high median_grouped mode multimode pstdev pvariance stdev variance quantiles".split():
        yield f"statistics.{name}", getattr(statistics, name), crossed(LISTS)
    for name in "correlation covariance linear_regression fmean harmonic_mean".split():
        yield f"statistics.{name} of two", getattr(statistics, name), crossed(LISTS[::2] + LISTS[-4:], LISTS[::2] + LISTS[-4:])
    normal = crossed(real([0.0, -1.5, 1e300, inf, nan, 100]), real([0.0, 1.0, 2.5, 1e-300, -1.0, 1e300, inf, nan]), real([0.0, 0.5, -1.0, 1.0, 0.02425, 1e-10, 1 - 1e-10, 7.5, 40.0, -40.0, inf, nan]))
    for name in "pdf cdf inv_cdf zscore".split():
        yield f"NormalDist.{name}", lambda mu, sigma, x, name=name: getattr(statistics.NormalDist(mu, sigma), name)(x), normal
    yield "NormalDist.overlap", lambda mu, sigma, x: statistics.NormalDist(mu, sigma).overlap(statistics.NormalDist(x, 1.5)), normal
    yield "NormalDist.quantiles", lambda mu, sigma, x: statistics.NormalDist(mu, sigma).quantiles(7), normal[::12]
    for kernel in "normal logistic sigmoid rectangular triangular parabolic quartic triweight cosine".split():
        yield f"kde {kernel}", lambda x, h, cumulative, kernel=kernel: statistics.kde([-2.1, -1.3, -0.4, 1.9, 5.1, 6.2], h, kernel, cumulative=cumulative)(x), crossed(
            real([0.0, -1.5, 2.0, 1e3, -1e300, inf, nan]), real([1.5, 1e-10, 0.0, -1.0, inf]), [("False", False), ("True", True)])
        yield f"kde_random {kernel}", lambda seed, h, kernel=kernel: (lambda draw: [draw() for _ in range(5)])(statistics.kde_random([-2.1, 1.9, 5.1], h, kernel, seed=seed)), crossed(
            real(range(8)), real([1.5, 1e-10]))


def _distributions():
    finite = real([0.0, 0.5, 1.0, 1.5, 2.0, 37.5, -1.0, 1e-300, 3])
    parameters = finite + real([1e300, inf, nan])  # with which the algorithms of some do not end
    for name in "uniform triangular betavariate gammavariate gauss lognormvariate normalvariate vonmisesvariate weibullvariate".split():
        yield f"random.{name}", lambda seed, a, b, name=name: [_drawn(seed, name, a, b) for seed in range(seed, seed + 4)], crossed(real([1, 100]), *[
            finite if name in ("gammavariate", "betavariate", "vonmisesvariate") else parameters] * 2)
    for name in "expovariate paretovariate".split():
        yield f"random.{name}", lambda seed, a, name=name: _drawn(seed, name, a), crossed(real(range(8)), parameters)
    yield "random.binomialvariate", lambda seed, n, p: _drawn(seed, "binomialvariate", n, p), crossed(real(range(6)), real([0, 1, 5, 30, 100, 1000, -1, 2.5]), real([0.0, 0.1, 0.5, 0.7, 1.0, -1.0, nan]))





def _drawn(seed, name, *parameters):
    source = random.Random(seed)
    return getattr(source, name)(*parameters)


def _families():
    yield from (("math." + name, *rest) for name, *rest in _of_module(math, _MATH, crossed(ONE)))
    yield from (("cmath." + name, *rest) for name, *rest in _of_module(cmath, _CMATH, _COMPLEX_ONE))
    for group in (_operators(), _methods(), _statistics(), _distributions()):
        yield from ((*family, [{}]) for family in group)


EDGE_FAMILIES = {name: rest for name, *rest in _families()}


def refused(error):
    """An exception with all that it says; what the platform's limits are, and number and text of ERANGE, is its matter."""
    if error.args == (errno.ERANGE, os.strerror(errno.ERANGE)):
        return f"{type(error).__name__}: number and text of ERANGE"
    if isinstance(error, MemoryError) or error.args == ("cannot fit 'int' into an index-sized integer",):
        return "more items than memory or an index can have"
    return f"{type(error).__name__}: {error.args!r}".replace(f"should not exceed {sys.maxsize}", "should not exceed a C long")


def run(name):
    """Expressions and what became of them, in turn."""
    function, arguments, settings = EDGE_FAMILIES[name]
    lines = []
    for columns in arguments:
        for setting in settings:
            try:
                text = repr(function(*[value for _, value in columns], **setting))
            except Exception as error:
                text = refused(error)
            call = ", ".join([text for text, _ in columns] + [f"{key}={value!r}" for key, value in setting.items()])
            lines += [ascii(call), ascii(text if len(text) < 700 else text[:300] + text[-300:])]
    return lines


def text(name):
    return "\n".join(run(name))


def serve():
    """The name of a family each line. An empty line ends the reply."""
    import signal  # of which the guest has no alarm
    requests, replies = sys.stdin, sys.stdout
    for line in requests:
        signal.alarm(60)  # ends this process where a request does not end
        lines = run(line.strip())
        signal.alarm(0)
        print(*lines, "", sep="\n", file=replies, flush=True)
