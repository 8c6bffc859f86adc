"""Java functions that the host has bound."""
import python_wasm
from _python_wasm.channel import DECODERS
from _python_wasm.host import ask
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.values import SCALARS, encode

# How many objects stand for each Java function; those with none left, of which the host is told with the next reply.
_counts = {}
DROPPED = set()


def call(number, args, kwargs):
    """Calls Java; a guest that has a shorter way puts it in this place."""
    return ask({"call": number, "args": [encode(item, f"argument {i}") for i, item in enumerate(args, 1)],
                "kwargs": encode(kwargs, "keyword arguments")})


class JavaObject:
    """A Java object that has no value in Python: it can be compared, kept, and passed back."""

    __module__ = "python_wasm"
    __slots__ = ("_number", "__name__")

    def __init__(self, number, name):
        self._number = number
        self.__name__ = name
        _counts[number] = _counts.get(number, 0) + 1
        DROPPED.discard(number)

    def __repr__(self):
        return f"<Java object of {self.__name__}>"

    def __eq__(self, other):
        return self._number == other._number if isinstance(other, JavaObject) else NotImplemented

    def __hash__(self):
        return hash(self._number)

    def __del__(self):
        left = _counts.pop(self._number) - 1
        if left:
            _counts[self._number] = left
        else:
            DROPPED.add(self._number)


class JavaCallable(JavaObject):
    """A Java function that the host has bound; calling it calls Java."""

    __module__ = "python_wasm"
    __slots__ = ()

    def __call__(self, /, *args, **kwargs):
        return call(self._number, args, kwargs)

    def __repr__(self):
        return f"<Java callable {self.__name__}>"


def java_object(number, name, callable):
    return (JavaCallable if callable else JavaObject)(number, name)


def take_dropped():
    """The functions that no object stands for any more, and of which the host was not told yet."""
    dropped = list(DROPPED)
    DROPPED.clear()
    return dropped


python_wasm.JavaObject = JavaObject
python_wasm.JavaCallable = JavaCallable
SCALARS[JavaObject] = SCALARS[JavaCallable] = lambda v: {"$": "java", "v": v._number}
DECODERS["java"] = lambda v: java_object(*v)
