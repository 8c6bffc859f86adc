"""What scripts can do with Java objects whose types the host grants: attributes, operators, Python's protocols."""
from _collections_abc import ItemsView, MutableMapping, MutableSequence, MutableSet

from _python_wasm import java
from _python_wasm.java import JavaCallable, JavaObject
from _python_wasm.private import BUILTINS as __builtins__

_METHOD = 1
_NO_KEYWORDS = {}


def _ask(self, member, *args):
    return java.call(self._number, member, args, _NO_KEYWORDS)


def new_method(name):
    """A method of Java objects. A guest that has a shorter way puts it in this place."""
    def method(self, /, *args):
        return java.call(self._number, name, args, _NO_KEYWORDS)
    method.__name__ = method.__qualname__ = name
    return method


def _property(name):
    def get(self):
        return java.call(self._number, "__getattribute__", (name,), _NO_KEYWORDS)

    def set(self, value):
        java.call(self._number, "__setattr__", (name, value), _NO_KEYWORDS)
    return property(get, set)


class GrantedObject(JavaObject):
    """A Java object with the public members of its granted types."""

    __module__ = "python_wasm"
    __slots__ = ()

    def __getattr__(self, name):
        kind = type(self)
        if name in kind.__dict__ or name[:2] == "__" == name[-2:]:
            # A getter that has none of its own value, and protocols that Python looks for.
            raise AttributeError(f"Java object of {self._java_class} has no attribute {name!r}", name=name, obj=self)
        java_name, what = _ask(self, "__getattr__", name)
        setattr(kind, name, new_method(java_name) if what == _METHOD else _property(java_name))
        return getattr(self, name)

    def __setattr__(self, name, value):
        _ask(self, "__setattr__", name, value)

    def __delattr__(self, name):
        raise AttributeError(f"the attributes of a Java object cannot be deleted, as {name!r}", name=name, obj=self)

    def __dir__(self):
        return sorted({*object.__dir__(self), *_ask(self, "__dir__")})

    def __str__(self):
        return _ask(self, "__str__") or ""

    def __repr__(self):
        return f"<Java object of {self._java_class}: {str(self)}>"

    def __eq__(self, other):
        if self is other:
            return True
        return _ask(self, "__eq__", other) if isinstance(other, JavaObject) else NotImplemented

    def __hash__(self):
        return hash(_ask(self, "__hash__"))


class _Callable(JavaCallable):
    __slots__ = ()


class _Comparable(GrantedObject):
    __slots__ = ()

    def __lt__(self, other):
        return _ask(self, "__lt__", other) < 0

    def __le__(self, other):
        return _ask(self, "__lt__", other) <= 0

    def __gt__(self, other):
        return _ask(self, "__lt__", other) > 0

    def __ge__(self, other):
        return _ask(self, "__lt__", other) >= 0


class _Enum(GrantedObject):
    """A constant, which equals its name too, as it does where no access is granted."""

    __slots__ = ()

    def __eq__(self, other):
        return self is other or (_ask(self, "name") == other if isinstance(other, str) else False)

    def __hash__(self):
        return hash(_ask(self, "name"))


class _Closeable(GrantedObject):
    __slots__ = ()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        _ask(self, "close")


def _pieces(self, operation):
    """What an iteration gives, in the pieces in which it crosses."""
    piece, rest = _ask(self, operation)
    yield piece
    while rest is not None and piece:
        piece = _ask(rest, "__next__")
        yield piece


def _items(self):
    for piece in _pieces(self, "__iter__"):
        yield from piece


class _Iterable(GrantedObject):
    __slots__ = ()

    __iter__ = _items


class _Iterator(GrantedObject):
    __slots__ = ()

    def __iter__(self):
        return self

    def __next__(self):
        item = _ask(self, "__next__")
        if not item:
            raise StopIteration
        return item[0]


class _Entry(_Iterable):
    """A key and its value, as a pair."""

    __slots__ = ()

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return tuple(self)[index]


class _Collection(_Iterable):
    __slots__ = ()

    def __len__(self):
        return _ask(self, "__len__")

    def __contains__(self, item):
        return _ask(self, "__contains__", item)

    def __repr__(self):
        return str(self)


class _Set(_Collection, MutableSet):
    __slots__ = ()
    __hash__ = None

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def add(self, item):
        return _ask(self, "__add_item__", item)

    def discard(self, item):
        return _ask(self, "__discard__", item)

    def __eq__(self, other):
        return MutableSet.__eq__(self, other)


# Containers of which the text is being made: one may contain itself.
_in_text = set()


def _shown(self, copy, inside):
    if self._number in _in_text:
        return inside
    _in_text.add(self._number)
    try:
        return repr(copy(self))
    finally:
        _in_text.discard(self._number)


def _checked(index):
    if hasattr(index, "__index__"):
        return index.__index__()
    raise TypeError(f"list indices must be integers or slices, not {type(index).__name__}")


class _Sequence(_Iterable, MutableSequence):
    __slots__ = ()
    __hash__ = None

    def __len__(self):
        return _ask(self, "__len__")

    def __getitem__(self, index):
        if isinstance(index, slice):
            places = range(*index.indices(len(self)))
            return _ask(self, "__slice__", places.start, len(places), places.step)
        return _ask(self, "__getitem__", _checked(index))

    def __setitem__(self, index, value):
        if not isinstance(index, slice):
            _ask(self, "__setitem__", _checked(index), value)
            return
        places = range(*index.indices(len(self)))
        items = list(value)
        if places.step != 1 and len(items) != len(places):
            raise ValueError(f"attempt to assign sequence of size {len(items)} to extended slice of size {len(places)}")
        self._splice(places, items)

    def __delitem__(self, index):
        if isinstance(index, slice):
            self._splice(range(*index.indices(len(self))), [])
        else:
            _ask(self, "__delitem__", _checked(index))

    def _splice(self, places, items):
        """What stays does not travel: it may be more in Java than it is here."""
        _ask(self, "__splice__", places.start, len(places), places.step, items)

    def insert(self, index, value):
        _ask(self, "__insert__", _checked(index), value)

    def append(self, value):
        _ask(self, "__insert__", len(self), value)

    def __add__(self, other):
        return [*self, *other] if isinstance(other, (list, _Sequence)) else NotImplemented

    def __radd__(self, other):
        return [*other, *self] if isinstance(other, list) else NotImplemented

    def __mul__(self, count):
        return list(self) * count

    def copy(self):
        return list(self)

    def sort(self, comparator=None, /, *, key=None, reverse=False):
        if comparator is not None:
            _ask(self, "sort", comparator)
        else:
            items = list(self)
            by = items.__getitem__ if key is None else [key(item) for item in items].__getitem__
            _ask(self, "__permute__", sorted(range(len(items)), key=by, reverse=reverse))

    def reverse(self):
        _ask(self, "__permute__", [*range(len(self) - 1, -1, -1)])

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, (list, tuple, _Sequence)):
            return NotImplemented
        return len(self) == len(other) and all(mine == yours for mine, yours in zip(self, other))

    def __lt__(self, other):
        return list(self) < list(other) if isinstance(other, (list, _Sequence)) else NotImplemented

    def __repr__(self):
        return str(self)

    def __str__(self):
        return _shown(self, list, "[...]")


class _Items(ItemsView):
    """Keys and values in pieces, instead of one by one."""

    __slots__ = ()

    def __iter__(self):
        for piece in _pieces(self._mapping, "__items__"):
            yield from zip(piece[::2], piece[1::2])


class _Mapping(_Iterable, MutableMapping):
    __slots__ = ()
    __hash__ = None

    def __len__(self):
        return _ask(self, "__len__")

    def __contains__(self, key):
        return _ask(self, "__contains__", key)

    def __getitem__(self, key):
        try:
            return _ask(self, "__getitem__", key)
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        _ask(self, "__setitem__", key, value)

    def __delitem__(self, key):
        try:
            _ask(self, "__delitem__", key)
        except KeyError:
            raise KeyError(key) from None

    def items(self):
        return _Items(self)

    def copy(self):
        return dict(self.items())

    def __or__(self, other):
        return dict(self.items()) | dict(other)

    def __eq__(self, other):
        if self is other:
            return True
        return MutableMapping.__eq__(self, other)

    def __repr__(self):
        return str(self)

    def __str__(self):
        return _shown(self, lambda own: dict(own.items()), "{...}")


# The first that a type is; then what comes beside it.
_CONTAINERS = [(1 << 2 | 1 << 13, _Mapping), (1 << 3 | 1 << 4, _Sequence), (1 << 5, _Set), (1 << 6, _Collection),
               (1 << 12, _Entry), (1 << 8, _Iterator), (1 << 7, _Iterable)]
_OTHERS = [(1 << 9, _Closeable), (1 << 11, _Enum), (1 << 10, _Comparable), (1, _Callable)]


def new_class(kinds, name):
    """The class of a Java type."""
    container = next((base for bit, base in _CONTAINERS if kinds & bit), None)
    bases = [base for bit, base in _OTHERS if kinds & bit and not (container is not None and base is _Comparable)]
    if container is not None:
        bases.insert(0, container)
    module, _, own = name.rpartition(".")
    return type(bases[0] if bases else GrantedObject)(own, (*bases, GrantedObject),
                                                      {"__slots__": (), "__module__": module})
