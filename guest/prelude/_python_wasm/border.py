"""What the shim calls when values travel in their binary form: see exchange.c, encode.c and decode.c there."""
import _border
from _python_wasm import java, members
from _python_wasm.channel import format_json
from _python_wasm.columns import row_class
from _python_wasm.handles import HANDLES, describe, printable
from _python_wasm.host import PENDING_ERR, PENDING_OUT, RAISED, flush, raise_thrown
from _python_wasm.java import DROPPED, JavaObject, java_object, take_dropped
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.requests import NESTING, described, introduce
from _python_wasm.scopes import GLOBALS, LENT, assign, callable_at, changes, is_lent, lend, names_of, relend
from _python_wasm.scripts import CALLER, FILES, code_of, remember

class Encoded(bytes):
    """A value in its binary form already."""


object_of = HANDLES.__getitem__


def new_handle(value):
    """Number, type, text, and whether it can be called."""
    return describe(value)


def key_path(key, at_fault):
    """A step of the path to what has no value."""
    try:
        text = printable(repr(key))
    except Exception:
        text = f"<{type(key).__name__}>"
    return f" key {text}" if at_fault else f"[{text}]"


def row_of(names, values):
    return row_class(names)._make(values)


def raise_again(number):
    raise RAISED[number]


def error_text(error):
    """The description of an error, in the protocol's JSON."""
    return format_json(described(error))


def changes_of(scope):
    """Names and values that a script may have changed, and the names that it deleted."""
    changed, deleted = changes(scope)
    return [part for name, value in changed.items() for part in (name, _encoded(value))], deleted


def _encoded(value):
    """A binding that has no value outside Python, such as a list that contains itself, must not fail the script."""
    try:
        return Encoded(_border.encode(value, "value"))
    except (ValueError, RecursionError):
        return Encoded(_border.encode_handle(value))


java.call = _border.call_java
java.JavaCallable.__call__ = _border.new_method(None)
members.new_method = _border.new_method
