"""What Python code can ask of the engine that runs it."""
import sys
import types


class SqlError(Exception):
    """Ends an SQL statement with an SQLSTATE of the function's own choice."""

    def __init__(self, sqlstate, message):
        super().__init__(message)
        if not (isinstance(sqlstate, str) and len(sqlstate) == 5 and sqlstate.isalnum() and sqlstate.isascii()
                and sqlstate.upper() == sqlstate and not sqlstate.startswith("00")):
            raise ValueError("an SQLSTATE is five digits or upper-case letters, and 00 at its beginning means success; "
                             f"got {sqlstate!r}")
        self.sqlstate = sqlstate


class JavaError(Exception):
    """What a Java function threw that Python code called.

    java_class is the name of the Java exception's class, java_message its message or None.
    """

    def __init__(self, java_class, java_message):
        super().__init__(f"{java_class}: {java_message}" if java_message else java_class)
        self.java_class = java_class
        self.java_message = java_message


_KINDS = {"bool", "int", "float", "str", "bytes", "decimal.Decimal", "datetime.date", "datetime.time",
          "datetime.datetime", "datetime.timedelta", "uuid.UUID", "list", "tuple", "dict"}


def _name(hint):
    hint = getattr(hint, "__origin__", hint)  # list of list[int]
    if not isinstance(hint, type):
        return None
    name = hint.__qualname__ if hint.__module__ == "builtins" else f"{hint.__module__}.{hint.__qualname__}"
    return name if name in _KINDS else None


def _options(hint):
    """The members of a union. `typing` is not imported for it: who wrote Optional[int] has imported it already."""
    typing = sys.modules.get("typing")
    if isinstance(hint, types.UnionType) or typing is not None and getattr(hint, "__origin__", None) is typing.Union:
        return hint.__args__
    return (hint,)


def _hint(function, name):
    """The type a hint names, and whether it admits None; a hint that cannot be resolved counts as none."""
    hint = getattr(function, "__annotations__", {}).get(name)
    if isinstance(hint, str):
        try:
            hint = eval(hint, function.__globals__)
        except Exception:
            return {"type": None, "optional": True}
    if hint is None:
        return {"type": None, "optional": True}
    options = _options(hint)
    plain = [option for option in options if option is not type(None)]
    return {"type": _name(plain[0]) if len(plain) == 1 else None,
            "optional": len(plain) < len(options) or (len(plain) == 1 and _name(plain[0]) is None)}


def _parameters(function, skip):
    code = function.__code__
    names = code.co_varnames
    positional = names[skip:code.co_argcount]
    first_default = code.co_argcount - len(function.__defaults__ or ())
    for index, name in enumerate(positional, skip):
        yield {"name": name, "kind": "positional", "default": index >= first_default} | _hint(function, name)
    place = code.co_argcount
    for name in names[place:place + code.co_kwonlyargcount]:
        yield {"name": name, "kind": "keyword", "default": name in (function.__kwdefaults__ or {})} | _hint(function, name)
    place += code.co_kwonlyargcount
    if code.co_flags & 0x04:
        yield {"name": names[place], "kind": "variadic", "default": True} | _hint(function, names[place])


def _plain_function(value):
    """The Python function behind a callable and how many of its leading parameters are bound; None for C code."""
    value = getattr(value, "__wrapped__", value)  # functools.wraps, lru_cache
    if isinstance(value, type):
        value = value.__init__
        return (value, 1) if isinstance(value, types.FunctionType) else (None, 0)
    if isinstance(value, types.MethodType):
        return value.__func__, 1
    if isinstance(value, types.FunctionType):
        return value, 0
    call = getattr(type(value), "__call__", None)
    return (call, 1) if isinstance(call, types.FunctionType) else (None, 0)


def describe(value):
    """What a host needs to know to check a callable against a declaration. Takes the callable or its name in __main__."""
    if isinstance(value, str):
        first, *rest = value.split(".")
        value = vars(sys.modules["__main__"]).get(first)
        for part in rest:
            value = getattr(value, part, None)
    if not callable(value):
        return {"callable": False}
    function, skip = _plain_function(value)
    answer = {"callable": True, "class": isinstance(value, type), "generator": False, "parameters": None,
              "returns": {"type": None, "optional": True}}
    if function is not None:
        answer["generator"] = bool(function.__code__.co_flags & 0x20)
        answer["parameters"] = list(_parameters(function, skip))
        answer["returns"] = _hint(function, "return")
    return answer
