"""Python values as JSON and back, see docs/values.md. What has no value outside Python becomes a handle."""
from base64 import b64decode, b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from _python_wasm.channel import DECODERS
from _python_wasm.handles import HANDLES, handle, printable
from _python_wasm.private import BUILTINS as __builtins__

MAX_DEPTH = 100  # levels of containers that recursion follows, on both sides


class NoValue(Exception):
    """A value has no counterpart outside Python; each container on the way up adds its part of the path."""

    def __init__(self, reason):
        self.reason = reason
        self.path = []


class TooDeep(Exception):
    """A value is to be sent in parts."""


class _ByValue(set):
    """The containers around a value that must not be kept alive for the host."""


class _InParts(set):
    """The containers around a value within its part; `around` are those of the parts above."""

    def __init__(self, around, waiting):
        self.around = around
        self.waiting = waiting  # value and surroundings of each part, in the order of their numbers

    def put(self, value):
        self.waiting.append((value, (set(self), self.around)))
        return {"$": "deep", "v": len(self.waiting) - 1}

    def contain(self, identity):
        around = self.around
        while around is not None:
            containers, around = around
            if identity in containers:
                return True
        return False


def encode(value, name="value"):
    """The JSON form of a Python value; what has none becomes a handle."""
    try:
        try:
            return _encode(value, set())
        except TooDeep:
            return _encode_parts(value)
    except NoValue as problem:
        raise ValueError(f"{name}{''.join(reversed(problem.path))}: {problem.reason}") from None


def _encode_parts(value):
    """Of a value that nests deeper than recursion can follow: each part before the one that refers to it."""
    waiting = [(value, None)]
    encoded = []
    for part, around in waiting:
        try:
            encoded.append(_encode(part, _InParts(around, waiting)))
        except NoValue as problem:
            problem.path.append("…" if encoded else "")
            raise
    numbered = [{"$": "part", "v": [number, part]} for number, part in enumerate(encoded)]
    return {"$": "parts", "v": [*reversed(numbered[1:]), encoded[0]]}


def encode_or_handle(value):
    """A binding that has no value outside Python, such as a list that contains itself, must not fail the script."""
    try:
        return encode(value)
    except (ValueError, RecursionError):
        return handle(value)


def encode_by_value(value):
    """Raises an exception for a value that would need a handle."""
    return _encode(value, _ByValue())


def _encode(value, above):
    kind = type(value)
    scalar = SCALARS.get(kind)
    if scalar is not None:
        return scalar(value)
    container = _CONTAINERS.get(kind)
    if container is None:
        return _encode_other(value, above)
    return _encode_container(container, value, above)


def _encode_other(value, above):
    """An instance of a subclass travels as the base class it holds the value of; the rest stays here."""
    if type(value).__module__ == "uuid":
        learn_uuid()
    for base in type(value).__mro__:
        if base in SCALARS:
            return SCALARS[base](value)
        if base in _CONTAINERS:
            return _encode_container(_CONTAINERS[base], value, above)
    if type(above) is _ByValue:
        raise NoValue("has no value outside Python")
    return handle(value)


def _encode_container(container, value, above):
    if id(value) in above or type(above) is _InParts and above.contain(id(value)):
        raise NoValue("contains itself, which has no value outside Python")
    if len(above) >= MAX_DEPTH:
        if type(above) is _InParts:
            return above.put(value)
        raise TooDeep
    above.add(id(value))
    encoded = container(value, above)
    above.discard(id(value))
    return encoded


def _is_plain(items):
    """Whether JSON's own numbers and strings stand for all items of a list that is not empty. Loops in C alone."""
    kinds = set(map(type, items))
    if len(kinds) != 1:
        return False
    kind = kinds.pop()
    if kind is int:
        return -1 << 63 <= min(items) and max(items) < 1 << 63
    if kind is float:
        return all(map(isfinite, items))
    return kind is bool or kind is str and "".join(items).isascii()


def _list(items, above):
    if _is_plain(items):
        return [*items]
    encoded = []
    try:
        for item in items:
            kind = type(item)
            if kind is str and item.isascii() or kind is int and -1 << 63 <= item < 1 << 63:
                encoded.append(item)
            else:
                encoded.append(_encode(item, above))
    except NoValue as problem:
        problem.path.append(f"[{len(encoded)}]")
        raise
    return encoded


def _dict(value, above):
    encoded = {}
    for key, item in value.items():
        if type(key) is not str or key == "$" or not key.isascii():
            return _pairs(value, above)
        kind = type(item)
        if kind is str and item.isascii() or kind is int and -1 << 63 <= item < 1 << 63:
            encoded[key] = item
        else:
            encoded[key] = _item(key, item, above)
    return encoded


def _item(key, item, above):
    try:
        return _encode(item, above)
    except NoValue as problem:
        problem.path.append(f"[{key!r}]")
        raise


def _pairs(value, above):
    encoded = []
    for key, item in value.items():
        encoded.append(_key(key, above))
        encoded.append(_item(key, item, above))
    return {"$": "dict", "v": encoded}


def _key(key, above):
    if key != key:
        raise NoValue("NaN is a key, which no other NaN would find")
    try:
        return _encode(key, above)
    except NoValue as problem:
        problem.path.append(f" key {printable(repr(key))}")
        raise


_CONTAINERS = {
    list: _list,
    dict: _dict,
    tuple: lambda v, above: {"$": "tuple", "v": _list(v, above)},
    set: lambda v, above: {"$": "set", "v": _list(v, above)},
    frozenset: lambda v, above: {"$": "frozenset", "v": _list(v, above)},
}


def _str(value):
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as problem:
            raise NoValue(f"the text has a lone surrogate at index {problem.start}, which is no character") from None
    return value


def _float(value):
    if value - value == 0.0:
        return value
    return {"$": "float", "v": float.__repr__(value)}


def _with_offset(tag, value):
    if value.tzinfo is not None:
        offset = value.utcoffset()
        if offset is not None and (offset.microseconds or abs(offset) > timedelta(hours=18)):
            raise NoValue(f"the offset {offset} from UTC has no value in Java: whole seconds up to 18 hours do")
    return {"$": tag, "v": value.isoformat()}


SCALARS = {
    type(None): lambda v: v,
    bool: lambda v: v,
    int: lambda v: v if -1 << 63 <= v < 1 << 63 else {"$": "int", "v": hex(v)},
    float: _float,
    str: _str,
    bytes: lambda v: {"$": "bytes", "v": b64encode(v).decode("ascii")},
    bytearray: lambda v: {"$": "bytes", "v": b64encode(v).decode("ascii")},
    Decimal: lambda v: {"$": "decimal", "v": str(v)},
    datetime: lambda v: _with_offset("datetime", v),
    date: lambda v: {"$": "date", "v": v.isoformat()},
    time: lambda v: _with_offset("time", v),
    timedelta: lambda v: {"$": "timedelta", "v": [v.days, v.seconds, v.microseconds]},
}


def learn_uuid():
    """The module is not in the snapshot: few scripts use it."""
    from uuid import UUID
    SCALARS[UUID] = lambda v: {"$": "uuid", "v": str(v)}
    DECODERS["uuid"] = UUID
    return UUID


def _mapping(pairs):
    keys, items = pairs[::2], pairs[1::2]
    value = dict(zip(keys, items))
    if len(value) < len(keys):
        raise ValueError("two keys of a map are equal in Python, where 1, 1.0 and True are one key")
    return value


# Those of a deep value that were decoded and not yet put in place.
_parts = {}


def _part(numbered):
    _parts[numbered[0]] = numbered[1]


DECODERS.update({
    "float": float,
    "int": lambda v: int(v, 16),
    "bytes": b64decode,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda v: timedelta(*v),
    "uuid": lambda v: learn_uuid()(v),
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": _mapping,
    "handle": HANDLES.__getitem__,
    "deep": _parts.pop,
    "part": _part,
    "parts": lambda v: v[-1],
})
