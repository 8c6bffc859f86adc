"""Java objects of which Python knows the number: what scripts can do with them is what the host grants."""
from _weakref import ref

import python_wasm
from _python_wasm.channel import DECODERS
from _python_wasm.host import ask
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.values import SCALARS, encode

# The object that stands for each Java object, by number: one at a time, so that identity is Java's.
_alive = {}
# Numbers that no object stands for any more, and of which the host was not told yet.
DROPPED = set()

# What a Java type is: see JavaType in the host.
CALLABLE = 1
MEMBERS = 1 << 1



def call(number, member, args, kwargs):
    """Calls Java: an object, or its method of that name. A guest that has a shorter way puts it in this place."""
    return ask({"call": number, "member": member,
                "args": [encode(item, f"argument {i}") for i, item in enumerate(args, 1)],
                "kwargs": encode(kwargs, "keyword arguments"), "dropped": take_dropped()})


class JavaObject:
    """A Java object. It can be compared, kept and passed back; its attributes are those that the host grants."""

    __module__ = "python_wasm"
    __slots__ = ("_number", "_java_class", "__weakref__")

    def __new__(cls, *args, **kwargs):
        raise TypeError("a Java object is made in Java")

    @property
    def __name__(self):
        return self._java_class

    def __repr__(self):
        return f"<Java object of {self._java_class}>"

    def __getattr__(self, name):
        raise AttributeError(f"Java object of {self._java_class} has no attribute {name!r} here: the host grants "
                             "neither its class nor an interface of it (HostAccess, docs/objects.md)",
                             name=name, obj=self)

    def __setattr__(self, name, value):
        JavaObject.__getattr__(self, name)

    def __del__(self):
        known = _alive.get(self._number)
        value = None if known is None else known()
        # In a cycle that is collected another may stand for the Java object already.
        if value is None or value is self:
            DROPPED.add(self._number)
            _alive.pop(self._number, None)


class JavaCallable(JavaObject):
    """A Java function that the host has bound; calling it calls Java."""

    __module__ = "python_wasm"
    __slots__ = ()

    def __call__(self, /, *args, **kwargs):
        return call(self._number, None, args, kwargs)

    def __repr__(self):
        return f"<Java callable {self._java_class}>"


_new = object.__new__
_set_number = JavaObject._number.__set__
_set_class = JavaObject._java_class.__set__
# The class of each Java type, by number.
_classes = {}


def java_object(number, type_number, kinds, name):
    known = _alive.get(number)
    value = None if known is None else known()
    if value is None:
        value = _new(_class_of(type_number, kinds, name))
        _set_number(value, number)
        _set_class(value, name)
        _alive[number] = ref(value)
        DROPPED.discard(number)
    return value


def _class_of(number, kinds, name):
    if not kinds & MEMBERS:
        return JavaCallable if kinds & CALLABLE else JavaObject
    known = _classes.get(number)
    if known is None:
        from _python_wasm.members import new_class
        known = _classes[number] = new_class(kinds, name)
    return known


def take_dropped():
    """Objects that nothing stands for any more, not yet reported to the host."""
    dropped = list(DROPPED)
    DROPPED.clear()
    return dropped


python_wasm.JavaObject = JavaObject
python_wasm.JavaCallable = JavaCallable
SCALARS[JavaObject] = SCALARS[JavaCallable] = lambda v: {"$": "java", "v": v._number}
DECODERS["java"] = lambda v: java_object(v[0], v[1], v[2], v[3])
