"""Python objects that have no value outside Python: they stay here, and the host knows their numbers."""
from _python_wasm.private import BUILTINS as __builtins__

HANDLES = {}
_next_handle = 1


def handle(value):
    """A number for the value in the protocol's JSON."""
    identity, kind, text, callable = describe(value)
    return {"$": "handle", "v": identity, "type": kind, "text": text, "callable": callable}


def describe(value):
    """Keeps the value; its number, its type, a text for it, and whether it can be called."""
    global _next_handle
    try:
        text = repr(value)
    except Exception as error:
        if is_of_host(error):
            raise
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    identity = _next_handle
    _next_handle += 1
    HANDLES[identity] = value
    return identity, type_name(type(value)), printable(text[:1000]), callable(value)


def is_of_host(error):
    """Whether an exception may be the one which says that the call's time is over."""
    return type(error) is TimeoutError and not error.args


def printable(text):
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def type_name(kind):
    own = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if own else f"{kind.__module__}.{kind.__qualname__}"
