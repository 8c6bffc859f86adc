"""Globals of __main__ and of modules that stand for it in requests with bindings; what is found in them by name."""
import builtins
import sys
import types
import weakref
from datetime import date, datetime, time, timedelta
from decimal import Decimal

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


# Names of wider scopes of the host, by the module that they are lent to. They do not belong to its scope.
LENT = {}

# Of scopes whose bindings lie with the host: what they held when their script began, for each script that runs.
_before = []

# What cannot change in place.
_CONSTANTS = {type(None), bool, int, float, str, bytes, Decimal, date, datetime, time, timedelta, types.FunctionType,
              types.BuiltinFunctionType, type}


def is_lent(scope, name, value):
    return LENT.get(id(scope), {}).get(name, scope) is value


def lend(main, given, gone):
    """Makes names visible that the scope lacks, and takes back others."""
    scope = main.__dict__
    if id(scope) not in LENT:
        LENT[id(scope)] = {}
        weakref.finalize(main, LENT.pop, id(scope), None).atexit = False
    lent = LENT[id(scope)]
    for name in gone:
        if is_lent(scope, name, scope.get(name, lent)):
            del scope[name]
        lent.pop(name, None)
    for name, value in zip(given[::2], given[1::2]):
        own = name in scope and not is_lent(scope, name, scope[name])
        lent[name] = value
        if not own:
            scope[name] = value


def relend(scope):
    """Before a script: it may have deleted a name of its own that hid one of these."""
    for name, value in LENT.get(id(scope), {}).items():
        scope.setdefault(name, value)


def names_of(scope):
    """The names that a script or the host has made: no modules, and none of Python's own."""
    return [name for name, value in scope.items() if type(name) is str and name[:2] != "__"
            and not isinstance(value, types.ModuleType) and not is_lent(scope, name, value)]


def assign(scope, given, deleted):
    """Before a script: what changed in the bindings."""
    for name in deleted:
        scope.pop(name, None)
    scope.update(zip(given[::2], given[1::2]))
    _before.append(dict(scope))


def changes(scope):
    """After it: what became of the names: those that the script could have changed, and those that it deleted."""
    before = _before.pop()
    changed = {}
    for name, value in scope.items():
        if type(name) is not str or name[:2] == "__" or not name.isidentifier() or isinstance(value, types.ModuleType):
            continue
        # What can change in place is sent each time; the host compares.
        if name not in before or before[name] is not value or type(value) not in _CONSTANTS:
            changed[name] = value
    return changed, [name for name in before if name not in scope]


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
