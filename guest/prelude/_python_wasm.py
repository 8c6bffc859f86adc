"""The guest's side of the protocol: JSON lines on stdin and stdout, one request and its replies at a time.

A request is one line. Replies are lines that begin with RS (0x1E) and the request's token, which the host draws at random
for every interpreter: whatever else reaches stdout (os.write, a C-level print) lacks it and is taken for plain output, so
a script cannot forge a reply by printing one.
"""
import _json
import builtins
import io
import json
import os
import sys
import traceback
import types
from _ast import Expr, Expression, Module, PyCF_ONLY_AST
from base64 import b64decode, b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from linecache import cache as _source_cache
from uuid import UUID

import python_wasm  # for the snapshot: scripts and the SQL bridge import it

# A script may replace what it likes among the built-in names; this module keeps the originals.
__builtins__ = dict(vars(builtins))

RECORD = "\x1e"
MAX_SOURCES = 64
MAX_DEPTH = 200
MAX_FRAMES = 200

_main = sys.modules["__main__"] = types.ModuleType("__main__")
_main.__builtins__ = builtins
_globals = _main.__dict__
# Scope 0 are the globals of __main__; a host that keeps several sets of bindings asks for more.
_scopes = {0: _globals}

_token = ""
_handles = {}
_next_handle = 1


# --- lines -----------------------------------------------------------------------------------------------------------

# The C halves of the json module: no Python code that a script could have changed lies between a value and its line.
_parse = json.JSONDecoder().scan_once
_format = _json.make_encoder(None, None, _json.encode_basestring_ascii, None, ":", ",", False, False, True)


def _send(message):
    data = (RECORD + _token + "".join(_format(message, 0)) + "\n").encode("ascii")
    while data:
        data = data[os.write(1, data):]


_pending = b""


def _receive():
    global _pending
    while b"\n" not in _pending:
        chunk = os.read(0, 1 << 16)
        if not chunk:
            raise EOFError("the host closed the request channel")
        _pending += chunk
    line, _, _pending = _pending.partition(b"\n")
    return _parse(line.decode("utf-8"), 0)[0]


class _Output(io.TextIOBase):
    """sys.stdout and sys.stderr: text goes to the host in pieces of whole lines, the rest at the end of a request."""

    encoding = "utf-8"
    errors = "surrogateescape"

    def __init__(self, stream):
        self._stream = stream
        self._parts = []
        self._size = 0

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._parts.append(text)
            self._size += len(text)
            if self._size > 8192 or "\n" in text:
                self.flush()
        return len(text)

    def flush(self):
        if self._parts:
            text = "".join(self._parts)
            self._parts.clear()
            self._size = 0
            _send({self._stream: text})


class _Input(io.TextIOBase):
    """sys.stdin: asks the host for a line at a time."""

    encoding = "utf-8"

    def readable(self):
        return True

    def readline(self, size=-1):
        sys.stdout.flush()
        _send({"read": 1})
        line = _receive()["line"]
        return line if size is None or size < 0 else line[:size]

    def read(self, size=-1):
        lines = []
        while line := self.readline():
            lines.append(line)
        return "".join(lines)


# --- values ----------------------------------------------------------------------------------------------------------

def _handle(value):
    global _next_handle
    identity = _next_handle
    _next_handle += 1
    _handles[identity] = value
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    return {"$": "handle", "v": identity, "type": type(value).__name__, "text": text[:1000],
            "callable": callable(value)}


def _float(value):
    if value == value and value not in (float("inf"), float("-inf")):
        return value
    return {"$": "float", "v": repr(value)}


def _timedelta(value):
    return {"$": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


_SCALARS = {
    type(None): lambda v: v,
    bool: lambda v: v,
    int: lambda v: v if -1 << 63 <= v < 1 << 63 else {"$": "int", "v": hex(v)},
    float: _float,
    str: lambda v: v,
    bytes: lambda v: {"$": "bytes", "v": b64encode(v).decode("ascii")},
    bytearray: lambda v: {"$": "bytes", "v": b64encode(v).decode("ascii")},
    Decimal: lambda v: {"$": "decimal", "v": str(v)},
    datetime: lambda v: {"$": "datetime", "v": v.isoformat()},
    date: lambda v: {"$": "date", "v": v.isoformat()},
    time: lambda v: {"$": "time", "v": v.isoformat()},
    timedelta: _timedelta,
    UUID: lambda v: {"$": "uuid", "v": str(v)},
}


def encode(value, path="value", above=()):
    """The JSON form of a Python value; what has none becomes a handle."""
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        return scalar(value)
    kind = type(value)
    if kind not in (list, tuple, dict, set, frozenset):
        return _handle(value)
    if id(value) in above:
        raise ValueError(f"{path}: contains itself, which has no value outside Python")
    if len(above) >= MAX_DEPTH:
        raise ValueError(f"{path}: nested deeper than {MAX_DEPTH} levels")
    above += (id(value),)
    if kind is dict:
        if all(type(key) is str and key != "$" for key in value):
            return {key: encode(item, f"{path}[{key!r}]", above) for key, item in value.items()}
        return {"$": "dict", "v": [[encode(key, f"{path} key", above), encode(item, f"{path}[{key!r}]", above)]
                                   for key, item in value.items()]}
    items = [encode(item, f"{path}[{index}]", above) for index, item in enumerate(value)]
    if kind is list:
        return items
    return {"$": "tuple" if kind is tuple else "set", "v": items}


_DECODERS = {
    "float": float,
    "int": lambda v: int(v, 16),
    "bytes": b64decode,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda v: timedelta(*v),
    "uuid": UUID,
    "tuple": lambda v: tuple(decode(item) for item in v),
    "set": lambda v: {decode(item) for item in v},
    "dict": lambda v: {decode(key): decode(item) for key, item in v},
    "handle": lambda v: _handles[v],
}


def decode(value):
    """The Python value of its JSON form."""
    if type(value) is list:
        return [decode(item) for item in value]
    if type(value) is dict:
        tag = value.get("$")
        if tag is None:
            return {key: decode(item) for key, item in value.items()}
        return _DECODERS[tag](value["v"])
    return value


# --- errors ----------------------------------------------------------------------------------------------------------

def _type_name(kind):
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def _without_host_frames(error):
    """The traceback from the first frame of user code on."""
    here = error.__traceback__
    while here is not None and here.tb_frame.f_globals is globals():
        here = here.tb_next
    return here


def _text(error):
    try:
        return str(error)
    except Exception as problem:
        return f"<str() of the exception raised {type(problem).__name__}>"


def _attributes(error):
    simple = {}
    for name, value in getattr(error, "__dict__", {}).items():
        if not name.startswith("_") and type(value) in (str, int, float, bool, type(None)):
            simple[name] = encode(value)
    return simple


def _frames(here):
    """Function, file and line of the outermost and innermost hundred frames."""
    frames = []
    while here is not None:
        code = here.tb_frame.f_code
        frames.append([code.co_name, code.co_filename, here.tb_lineno or -1])
        here = here.tb_next
    return frames if len(frames) <= MAX_FRAMES else frames[:MAX_FRAMES // 2] + frames[-(MAX_FRAMES // 2):]


def _format_traceback(error):
    try:
        return "".join(traceback.format_exception(error))
    except Exception as problem:
        return f"{_type_name(type(error))}: {_text(error)}\n(formatting the traceback raised {type(problem).__name__})\n"


def describe_error(error):
    error.__traceback__ = _without_host_frames(error)
    frames = _frames(error.__traceback__)
    line, column = (frames[-1][2] if frames else -1), -1
    if isinstance(error, SyntaxError) and not frames:
        line, column = error.lineno or -1, error.offset or -1
    else:
        user = [f for f in frames if f[1] in _user_files]
        line = user[-1][2] if user else line
    return {"type": _type_name(type(error)), "message": _text(error), "line": line, "column": column, "frames": frames,
            "traceback": _format_traceback(error), "attributes": _attributes(error)}


def report(error):
    """Sends an error as the reply; also called by the C host."""
    _finish({"error": describe_error(error)})


def _finish(reply):
    sys.stdout.flush()
    sys.stderr.flush()
    _send(reply)


# --- requests --------------------------------------------------------------------------------------------------------

_user_files = {}


def _remember(source, file_name):
    """Keeps the source for tracebacks, of the newest few texts only."""
    _source_cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    _user_files.pop(file_name, None)
    _user_files[file_name] = True
    while len(_user_files) > MAX_SOURCES:
        oldest = next(iter(_user_files))
        del _user_files[oldest]
        _source_cache.pop(oldest, None)


def evaluate(source, file_name, scope):
    """Runs a text as `python -i` would; the value of its last statement when that is an expression."""
    _remember(source, file_name)
    tree = compile(source, file_name, "exec", PyCF_ONLY_AST, dont_inherit=True)
    last = None
    if tree.body and isinstance(tree.body[-1], Expr):
        last = compile(Expression(tree.body.pop().value), file_name, "eval", dont_inherit=True)
    if tree.body:
        exec(compile(Module(tree.body, tree.type_ignores), file_name, "exec", dont_inherit=True), scope)
    return eval(last, scope) if last is not None else None


def resolve(name):
    """A callable by its dotted name among the globals."""
    first, *rest = name.split(".")
    if first not in _globals:
        raise NameError(f"name {first!r} is not defined")
    value = _globals[first]
    for part in rest:
        value = getattr(value, part)
    if not callable(value):
        raise TypeError(f"{name} is not callable, it is {type(value).__name__}")
    return value


def _scope(request):
    number = request.get("scope", 0)
    if number not in _scopes:
        _scopes[number] = {"__name__": "__main__", "__builtins__": builtins}
    return _scopes[number]


def _eval(request):
    return evaluate(request["source"], request["file"], _scope(request))


def _changes(scope, before):
    """What became of the names of a scope: those that a script could have changed, and those it deleted."""
    changed = {}
    for name, value in scope.items():
        if name.startswith("__") or isinstance(value, types.ModuleType):
            continue
        # What can change in place is sent each time; the host compares.
        if name not in before or before[name] is not value or type(value) in (list, dict, set, bytearray):
            changed[name] = value
    return changed, [name for name in before if name not in scope]


def _run(request):
    """Evaluates with bindings: sets some names first, and tells which names changed, also when the script raised."""
    scope = _scope(request)
    for name in request["delete"]:
        scope.pop(name, None)
    for name, value in request["set"].items():
        scope[name] = decode(value)
    before = dict(scope)
    reply = {}
    try:
        reply["value"] = encode(evaluate(request["source"], request["file"], scope))
    except BaseException as error:
        reply["raised"] = describe_error(error)
    changed, deleted = _changes(scope, before)
    reply["changed"] = {name: _encode_or_handle(value) for name, value in changed.items()}
    reply["deleted"] = deleted
    return _Encoded(reply)


class _Encoded(dict):
    """A value in its JSON form already."""


def _encode_or_handle(value):
    """A binding that has no value outside Python, such as a list that contains itself, must not fail the script."""
    try:
        return encode(value)
    except (ValueError, RecursionError):
        return _handle(value)


def _get(request):
    name = request["name"]
    if name not in _globals:
        raise NameError(f"name {name!r} is not defined")
    return _globals[name]


def _set(request):
    _globals[request["name"]] = decode(request["value"])


def _delete(request):
    _globals.pop(request["name"], None)


def _call(request):
    function = resolve(request["name"]) if "name" in request else _handles[request["handle"]]
    return function(*[decode(item) for item in request.get("args", ())],
                    **{key: decode(item) for key, item in request.get("kwargs", {}).items()})


def _release(request):
    for identity in request["handles"]:
        _handles.pop(identity, None)


_OPERATIONS = {"eval": _eval, "run": _run, "get": _get, "set": _set, "delete": _delete, "call": _call, "release": _release}


def serve():
    """Reads one request from stdin and answers it. Called by the C host."""
    global _token
    request = _receive()
    _token = request["token"]
    try:
        result = _OPERATIONS[request["op"]](request)
        reply = {"value": result if type(result) is _Encoded else encode(result)}
    except BaseException as error:
        reply = {"error": describe_error(error)}
        error = None
    _finish(reply)


def _start():
    sys.stdin = sys.__stdin__ = _Input()
    sys.stdout = sys.__stdout__ = _Output("out")
    sys.stderr = sys.__stderr__ = _Output("err")


_start()
