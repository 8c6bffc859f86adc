"""The requests of the host and their replies."""
import gc
import sys

from _python_wasm.channel import PROTOCOL, receive, send, set_token
from _python_wasm.errors import describe_error
from _python_wasm.handles import HANDLES
from _python_wasm.host import RAISED, flush, nest
from _python_wasm.java import take_dropped
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.scopes import assign, callable_at, changes, lend, names_of, new_main, relend, resolve, scope_of
from _python_wasm.scripts import Script, code_of, remember, run_code
from _python_wasm.values import encode, encode_or_handle

# As long as requests nest: the shim counts in it too.
NESTING = []


def _hello(request):
    if request["protocol"] != PROTOCOL:
        raise RuntimeError(
            f"the guest speaks version {PROTOCOL} of the protocol, the host version {request['protocol']}")
    random = sys.modules.get("random")
    if random is not None:
        random.seed()  # of a prepared runtime: forks of one snapshot must not draw the same numbers
    return {"protocol": PROTOCOL, "python": sys.version.partition(" ")[0]}


def introduce(token, protocol):
    """What hello does, for the shim."""
    set_token(token)
    return _hello({"protocol": protocol})


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


def _new_scope(request):
    return new_main()


def _as_main(operation):
    """While a script of a scope runs, its module is __main__."""
    def act(request):
        if "scope" not in request:
            return operation(request)
        main = sys.modules["__main__"]
        sys.modules["__main__"] = HANDLES[request["scope"]]
        relend(scope_of(request))
        try:
            return operation(request)
        finally:
            sys.modules["__main__"] = main
    return act


def _lend(request):
    lend(HANDLES[request["scope"]], request["set"], request["delete"])


def _assign(request):
    assign(scope_of(request), request["set"], request["delete"])


def _changes(request):
    changed, deleted = changes(scope_of(request))
    return Encoded([[part for name, value in changed.items() for part in (name, encode_or_handle(value))], deleted])


class Encoded:
    """A value in its JSON form already."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


def _has(request):
    return request["name"] in names_of(scope_of(request))


def _find(request):
    return scope_of(request)[request["name"]] if _has(request) else None


def _put(request):
    before = _find(request)
    scope_of(request)[request["name"]] = request["value"]
    return before


def _names(request):
    return names_of(scope_of(request))


def _get(request):
    if "handle" in request:
        return getattr(HANDLES[request["handle"]], request["name"])
    name = request["name"]
    scope = scope_of(request)
    if name not in scope:
        raise NameError(f"name {name!r} is not defined")
    return scope[name]


def _set(request):
    if "handle" in request:
        setattr(HANDLES[request["handle"]], request["name"], request["value"])
    else:
        scope_of(request)[request["name"]] = request["value"]


def _delete(request):
    missing = object()
    return scope_of(request).pop(request["name"], missing) is not missing


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


_OPERATIONS = {"hello": _hello, "eval": _as_main(_eval), "exec": _as_main(_exec), "compile": _compile_script,
               "execute": _as_main(_execute), "scope": _new_scope, "put": _put, "find": _find, "has": _has, "names": _names,
               "lend": _lend, "assign": _assign, "changes": _changes, "get": _get, "set": _set, "delete": _delete, "call": _as_main(_call), "callables": _callables,
               "argv": _argv, "recursion": _recursion, "collect": _collect}


def described(error):
    description = describe_error(error)
    if len(NESTING) > 1:
        description["raised"] = len(RAISED)
        RAISED[len(RAISED)] = error
    return description


def serve(request=None):
    """Serves a request, by default the next one on stdin. Called by the shim, also while a message of ask waits."""
    NESTING.append(None)
    try:
        if request is None:
            request = receive()
        if "token" in request:
            set_token(request["token"])
        for identity in request.get("release", ()):
            HANDLES.pop(identity, None)
        result = _OPERATIONS[request["op"]](request)
        reply = {"value": result.value if type(result) is Encoded else encode(result)}
    except BaseException as error:
        reply = {"error": described(error)}
    finally:
        NESTING.pop()
        if not NESTING:
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
