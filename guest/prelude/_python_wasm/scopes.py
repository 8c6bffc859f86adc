"""Globals of __main__ and of modules that stand for it in requests with bindings; what is found in them by name."""
import builtins
import sys
import types

from _python_wasm.handles import HANDLES
from _python_wasm.private import BUILTINS as __builtins__


def new_main():
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    return main


_main = sys.modules["__main__"] = new_main()
GLOBALS = _main.__dict__


def scope_of(request):
    """The globals that a request is about."""
    return HANDLES[request["scope"]].__dict__ if "scope" in request else GLOBALS


def resolve(name, scope=GLOBALS):
    """A callable by its dotted name among the globals and built-ins; also called by the shim."""
    first, *rest = name.split(".")
    for names in (scope, __builtins__):
        if first in names:
            return callable_at(names[first], rest, name)
    raise _unknown(NameError(f"name {first!r} is not defined"))


def callable_at(value, path, name):
    for part in path:
        if not hasattr(value, part):
            raise _unknown(AttributeError(f"{name}: {type(value).__name__} has no attribute {part!r}"))
        value = getattr(value, part)
    if not callable(value):
        raise _unknown(TypeError(f"{name} is not callable, it is {type(value).__name__}"))
    return value


def _unknown(error):
    """Marks an exception to say that there was nothing to call."""
    error._unknown = True
    return error
