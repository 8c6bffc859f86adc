"""Values of SQL rows that have no form of their own in linear memory, and the classes of rows; called by the shim."""
import json
import sys
from collections import namedtuple
from functools import lru_cache

from _python_wasm.channel import DECODERS, format_json, parse_json
from _python_wasm.handles import type_name
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.values import NoValue, TooDeep, encode_by_value, learn_uuid

_from_json = json.JSONDecoder().decode
_to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_uuid = None


def column_value(text):
    return parse_json(text)


def column_text(value, place):
    """A value in the protocol's JSON. An object that only a handle could stand for is an error: nothing would hold it."""
    try:
        return format_json(encode_by_value(value))
    except TooDeep:
        raise TypeError(f"{place} is nested too deeply for a column") from None
    except NoValue as problem:
        path = "".join(reversed(problem.path))
        raise TypeError(f"{place}{path}: {problem.reason}" if path
                        else f"{place} is of type {type_name(type(value))}, which {problem.reason}") from None


def json_value(text):
    try:
        return _from_json(text)
    except ValueError as problem:
        raise ValueError(f"an argument is no JSON: {problem}") from None


def json_text(value, place):
    try:
        return _to_json(value)
    except TypeError as problem:
        raise TypeError(f"{place} has no JSON: {problem}") from None
    except ValueError as problem:
        raise ValueError(f"{place} has no JSON: {problem}") from None


def uuid_of(data):
    global _uuid
    if _uuid is None:
        _uuid = learn_uuid()
    return _uuid(bytes=data)


def uuid_bytes(value):
    """None if the value is no UUID."""
    module = sys.modules.get("uuid")
    return value.bytes if module is not None and isinstance(value, module.UUID) else None


def row_type(names):
    """The class of a query's rows. An SQL name without quotes has no case of its own: it is lower case here."""
    return namedtuple("Row", [name.lower() if name.isupper() else name for name in names], rename=True)


class Column(namedtuple("Column", "values valid")):
    """What a vectorized function with buffers receives for a parameter, and for its result. Both raise after the call.

    values: memoryview of int64 ("q") or double ("d"), 0 where there is NULL
    valid: memoryview of bool: False is NULL
    """
    __slots__ = ()


@lru_cache(64)
def row_class(names):
    return row_type(names)


DECODERS["row"] = lambda v: row_class(tuple(v[0]))._make(v[1])
