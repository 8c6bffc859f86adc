"""The requests of the host and their replies."""
import gc
import sys
import types

from _python_wasm.channel import PROTOCOL, receive, send, set_token
from _python_wasm.errors import describe_error
from _python_wasm.handles import HANDLES, handle
from _python_wasm.host import RAISED, flush, nest
from _python_wasm.java import take_dropped
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.scopes import GLOBALS, callable_at, new_main, resolve, scope_of
from _python_wasm.scripts import Script, code_of, remember, run_code
from _python_wasm.values import SCALARS, encode, encode_or_handle

_nesting = 0


def _hello(request):
    if request["protocol"] != PROTOCOL:
        raise RuntimeError(
            f"the guest speaks version {PROTOCOL} of the protocol, the host version {request['protocol']}")
    random = sys.modules.get("random")
    if random is not None:
        random.seed()  # of a prepared runtime: forks of one snapshot must not draw the same numbers
    return {"protocol": PROTOCOL, "python": sys.version.partition(" ")[0]}


def _eval(request):
    return run_code(code_of(request["source"], request["file"]), scope_of(request))


def _exec(request):
    _eval(request)


def _compile_script(request):
    remember(request["source"], request["file"])
    return Script(request["source"], request["file"])


def _execute(request):
    script = HANDLES[request["script"]]
    remember(script.source, script.file_name)
    return run_code(script.code, scope_of(request))


def _call(request):
    function = HANDLES[request["handle"]] if "handle" in request else None
    name = request.get("name")
    if function is None:
        function = resolve(name, scope_of(request))
    elif name is not None:
        function = callable_at(function, [name], name)
    return function(*request["args"], **request["kwargs"])


def _changes(scope, before):
    """What became of the names of a scope: those that a script could have changed, and those it deleted."""
    changed = {}
    for name, value in scope.items():
        if type(name) is not str or name[:2] == "__" or not name.isidentifier() or isinstance(value, types.ModuleType):
            continue
        # What can change in place is sent each time; the host compares.
        if name not in before or before[name] is not value or type(value) not in _FROZEN:
            changed[name] = value
    return changed, [name for name in before if name not in scope]


_FROZEN = {*SCALARS, types.FunctionType, types.BuiltinFunctionType, type} - {bytearray}


def _run(request):
    """Acts with bindings: sets some names first, and tells which names changed, also when the script raised."""
    reply = {}
    if "scope" not in request:
        reply["scope"] = handle(new_main())
        request["scope"] = reply["scope"]["v"]
    main = sys.modules["__main__"]
    sys.modules["__main__"] = HANDLES[request["scope"]]
    try:
        _run_in(scope_of(request), request, reply)
    finally:
        sys.modules["__main__"] = main
    return _Encoded(reply)


def _run_in(scope, request, reply):
    for name in request["delete"]:
        scope.pop(name, None)
    given = request["set"]
    scope.update(zip(given[::2], given[1::2]))
    before = dict(scope)
    try:
        reply["value"] = encode(_OPERATIONS[request["do"]](request))
    except BaseException as error:
        reply["raised"] = _error(error)
    changed, deleted = _changes(scope, before)
    reply["changed"] = [part for name, value in changed.items() for part in (name, encode_or_handle(value))]
    reply["deleted"] = deleted


class _Encoded(dict):
    """A value in its JSON form already."""


def _get(request):
    if "handle" in request:
        return getattr(HANDLES[request["handle"]], request["name"])
    name = request["name"]
    if name not in GLOBALS:
        raise NameError(f"name {name!r} is not defined")
    return GLOBALS[name]


def _set(request):
    if "handle" in request:
        setattr(HANDLES[request["handle"]], request["name"], request["value"])
    else:
        GLOBALS[request["name"]] = request["value"]


def _delete(request):
    missing = object()
    return GLOBALS.pop(request["name"], missing) is not missing


def _callables(request):
    """Which of some names are callable, of an object or among the globals."""
    if "handle" in request:
        owner = HANDLES[request["handle"]]
        return [name for name in request["names"] if callable(getattr(owner, name, None))]
    scope = scope_of(request)
    return [name for name in request["names"] if callable(scope.get(name))]


def _argv(request):
    sys.argv[:] = request["argv"]


def _collect(request):
    """What the request releases may be in cycles, such as that of a function and the globals that it is in."""
    gc.collect()


def _recursion(request):
    sys.setrecursionlimit(request["depth"])


_OPERATIONS = {"hello": _hello, "eval": _eval, "exec": _exec, "compile": _compile_script, "execute": _execute,
               "run": _run, "get": _get, "set": _set, "delete": _delete, "call": _call, "callables": _callables,
               "argv": _argv, "recursion": _recursion, "collect": _collect}


def _error(error):
    described = describe_error(error)
    if _nesting > 1:
        described["raised"] = len(RAISED)
        RAISED[len(RAISED)] = error
    return described


def serve(request=None):
    """Answers a request, by default the next one on stdin. Called by the shim, also while a message of ask waits."""
    global _nesting
    _nesting += 1
    try:
        if request is None:
            request = receive()
        if "token" in request:
            set_token(request["token"])
        for identity in request.get("release", ()):
            HANDLES.pop(identity, None)
        result = _OPERATIONS[request["op"]](request)
        reply = {"value": result if type(result) is _Encoded else encode(result)}
    except BaseException as error:
        reply = {"error": _error(error)}
    finally:
        _nesting -= 1
        if _nesting == 0:
            RAISED.clear()
    _finish(reply)


def report(error):
    """Sends an error as the reply; also called by the shim."""
    _finish({"error": describe_error(error)})


def _finish(reply):
    flush()
    dropped = take_dropped()
    if dropped:
        reply["dropped"] = dropped
    send(reply)


nest(serve)
