"""The guest's side of the protocol: JSON lines on stdin and stdout, see docs/protocol.md.

A message to the host begins with RS (0x1E) and a token that the host drew at random for this interpreter: whatever else
reaches stdout (os.write, a C-level print) lacks it and is taken for plain output, so a script cannot forge a message by
printing one.
"""
import _json
import builtins
import io
import json
import sys
import traceback
import types
from _ast import Expr, Expression, Module, PyCF_ONLY_AST
from base64 import b64decode, b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from linecache import cache as _source_cache
from os import read as _read, write as _write

import python_wasm

# A script may replace what it likes among the built-in names; this module keeps the originals.
__builtins__ = dict(vars(builtins))

PROTOCOL = 2
RECORD = "\x1e"
CHUNK = 1 << 13
MAX_PIECE = 1 << 20
MAX_SOURCES = 64
MAX_CACHED_SOURCE = 1 << 13
MAX_DEPTH = 200
MAX_FRAMES = 200
MAX_CHAIN = 20
MAX_GROUP = 100



def _new_main():
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    return main


_main = sys.modules["__main__"] = _new_main()
_globals = _main.__dict__

_token = ""
_nesting = 0


# --- lines -----------------------------------------------------------------------------------------------------------

def _untag(value):
    tag = value.get("$")
    return value if tag is None else _DECODERS[tag](value["v"])


# The C halves of the json module: no Python code that a script could have changed lies between a value and its line.
_parse = json.JSONDecoder(object_hook=_untag).scan_once
_format = _json.make_encoder(None, None, _json.encode_basestring_ascii, None, ":", ",", False, False, True)


def _send(message):
    text = "".join(_format(message, 0))
    if len(text) < MAX_PIECE:
        _write(1, (RECORD + _token + text + "\n").encode("ascii"))
        return
    # In pieces, so that a value of half the memory's size still finds room for its message.
    _write(1, (RECORD + _token).encode("ascii"))
    for start in range(0, len(text), MAX_PIECE):
        _write(1, text[start:start + MAX_PIECE].encode("ascii"))
    _write(1, b"\n")


def _receive():
    line = _read(0, CHUNK)
    if line[-1:] != b"\n":
        line = bytearray(line)
        while line[-1:] != b"\n":
            chunk = _read(0, max(CHUNK, min(len(line), MAX_PIECE)))
            if not chunk:
                raise EOFError("the host closed the request channel")
            line += chunk
    line = line.decode("utf-8")
    return _parse(line, 0)[0]


def _ask(message):
    """Sends a message that the host answers before the guest goes on; what the host throws is raised here."""
    _stdout.flush()
    _stderr.flush()
    _send(message)
    answer = _receive()
    while "op" in answer:
        # A guest that is driven over stdin alone is not called again for a request that nests: it comes instead of the answer.
        serve(answer)
        answer = _receive()
    if "value" in answer:
        return answer["value"]
    if "again" in answer:
        raise _raised[answer["again"]]
    error = python_wasm.JavaError(answer["class"], answer["message"])
    error._thrown = answer["thrown"]
    if answer["interrupted"]:
        raise KeyboardInterrupt(str(error)) from error
    raise error


class _Output(io.TextIOBase):
    """sys.stdout and sys.stderr: text goes to the host in pieces of whole lines, the rest at the end of a request."""

    encoding = "utf-8"
    errors = "surrogateescape"

    def __init__(self, stream, descriptor):
        self._stream = stream
        self._descriptor = descriptor
        self._parts = []
        self._size = 0

    def fileno(self):
        return self._descriptor

    @property
    def buffer(self):
        self.flush()
        return io.FileIO(self._descriptor, "w", closefd=False)

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
    _rest = ""

    def readable(self):
        return True

    def _take(self, text, size):
        if size is None or size < 0:
            size = len(text)
        self._rest = text[size:]
        return text[:size]

    def readline(self, size=-1):
        return self._take(self._rest or _ask({"read": 1}), size)

    def read(self, size=-1):
        text = self._rest
        while size is None or size < 0 or len(text) < size:
            line = _ask({"read": 1})
            if not line:
                break
            text += line
        return self._take(text, size)


# --- objects of the other side ---------------------------------------------------------------------------------------

_handles = {}
_next_handle = 1


def _handle(value):
    global _next_handle
    try:
        text = repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr raised {type(error).__name__}>"
    identity = _next_handle
    _next_handle += 1
    _handles[identity] = value
    return {"$": "handle", "v": identity, "type": _type_name(type(value)), "text": _printable(text[:1000]),
            "callable": callable(value)}


def _printable(text):
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


# How many objects stand for each Java function; those with none left, of which the host is told with the next reply.
_java_counts = {}
_java_dropped = set()


class JavaCallable:
    """A Java function that the host has bound; calling it calls Java."""

    __module__ = "python_wasm"
    __slots__ = ("_number", "__name__")

    def __init__(self, number, name):
        self._number = number
        self.__name__ = name
        _java_counts[number] = _java_counts.get(number, 0) + 1
        _java_dropped.discard(number)

    def __call__(self, /, *args, **kwargs):
        return _ask({"call": self._number, "args": [encode(item, f"argument {i}") for i, item in enumerate(args, 1)],
                     "kwargs": encode(kwargs, "keyword arguments")})

    def __repr__(self):
        return f"<Java callable {self.__name__}>"

    def __eq__(self, other):
        return self._number == other._number if type(other) is JavaCallable else NotImplemented

    def __hash__(self):
        return hash(self._number)

    def __del__(self):
        left = _java_counts.pop(self._number) - 1
        if left:
            _java_counts[self._number] = left
        else:
            _java_dropped.add(self._number)


python_wasm.JavaCallable = JavaCallable


# --- values ----------------------------------------------------------------------------------------------------------

class _NoValue(Exception):
    """A value has no counterpart outside Python; each container on the way up adds its part of the path."""

    def __init__(self, reason):
        self.reason = reason
        self.path = []


class _ByValue(set):
    """The containers around a value that must not be kept alive for the host."""


def encode(value, name="value"):
    """The JSON form of a Python value; what has none becomes a handle."""
    try:
        return _encode(value, set())
    except _NoValue as problem:
        raise ValueError(f"{name}{''.join(reversed(problem.path))}: {problem.reason}") from None


def _encode(value, above):
    kind = type(value)
    scalar = _SCALARS.get(kind)
    if scalar is not None:
        return scalar(value)
    container = _CONTAINERS.get(kind)
    if container is None:
        return _encode_other(value, above)
    return _encode_container(container, value, above)


def _encode_other(value, above):
    """An instance of a subclass travels as the base class it holds the value of; the rest stays here."""
    if type(value).__module__ == "uuid":
        _learn_uuid()
    for base in type(value).__mro__:
        if base in _SCALARS:
            return _SCALARS[base](value)
        if base in _CONTAINERS:
            return _encode_container(_CONTAINERS[base], value, above)
    if type(above) is _ByValue:
        raise _NoValue("has no value outside Python")
    return _handle(value)


def _encode_container(container, value, above):
    if id(value) in above:
        raise _NoValue("contains itself, which has no value outside Python")
    if len(above) >= MAX_DEPTH:
        raise _NoValue(f"nested deeper than {MAX_DEPTH} levels")
    above.add(id(value))
    encoded = container(value, above)
    above.discard(id(value))
    return encoded


def _list(items, above):
    encoded = []
    try:
        for item in items:
            kind = type(item)
            if kind is str and item.isascii() or kind is int and -1 << 63 <= item < 1 << 63:
                encoded.append(item)
            else:
                encoded.append(_encode(item, above))
    except _NoValue as problem:
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
    except _NoValue as problem:
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
        raise _NoValue("NaN is a key, which no other NaN would find")
    try:
        return _encode(key, above)
    except _NoValue as problem:
        problem.path.append(f" key {_printable(repr(key))}")
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
            raise _NoValue(f"the text has a lone surrogate at index {problem.start}, which is no character") from None
    return value


def _float(value):
    if value - value == 0.0:
        return value
    return {"$": "float", "v": float.__repr__(value)}


def _with_offset(tag, value):
    if value.tzinfo is not None:
        offset = value.utcoffset()
        if offset is not None and (offset.microseconds or abs(offset) > timedelta(hours=18)):
            raise _NoValue(f"the offset {offset} from UTC has no value in Java: whole seconds up to 18 hours do")
    return {"$": tag, "v": value.isoformat()}


_SCALARS = {
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
    JavaCallable: lambda v: {"$": "java", "v": v._number},
}


def _learn_uuid():
    """The module is not in the snapshot: few scripts use it."""
    from uuid import UUID
    _SCALARS[UUID] = lambda v: {"$": "uuid", "v": str(v)}
    _DECODERS["uuid"] = UUID
    return UUID


def _mapping(pairs):
    keys, items = pairs[::2], pairs[1::2]
    value = dict(zip(keys, items))
    if len(value) < len(keys):
        raise ValueError("two keys of a map are equal in Python, where 1, 1.0 and True are one key")
    return value


_DECODERS = {
    "float": float,
    "int": lambda v: int(v, 16),
    "bytes": b64decode,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda v: timedelta(*v),
    "uuid": lambda v: _learn_uuid()(v),
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": _mapping,
    "handle": _handles.__getitem__,
    "java": lambda v: JavaCallable(*v),
}


# --- errors ----------------------------------------------------------------------------------------------------------

# What nested requests raised, so that a Java function that passes it on raises the same object again.
_raised = {}


def _type_name(kind):
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def _without_host_frames(here):
    """The traceback without the frames of this module."""
    kept = []
    while here is not None:
        if here.tb_frame.f_globals is not _own:
            kept.append(here)
        here = here.tb_next
    for entry, following in zip(kept, [*kept[1:], None]):
        if entry.tb_next is not following:
            entry.tb_next = following
    return kept[0] if kept else None


_own = globals()


def _text(error):
    try:
        return _printable(str(error))
    except Exception as problem:
        return f"<str() of the exception raised {type(problem).__name__}>"


_MEMBERS = (types.MemberDescriptorType, types.GetSetDescriptorType)


def _attributes(error):
    """Those an exception got in Python, and those that its C class has: errno, start, code."""
    names = dict.fromkeys(getattr(error, "__dict__", ()))
    for kind in type(error).__mro__[:-2]:
        if kind is not BaseException and kind is not BaseExceptionGroup:
            names.update(dict.fromkeys(name for name, member in vars(kind).items() if type(member) in _MEMBERS))
    found = {}
    for name in names:
        if type(name) is str and not name.startswith("_"):
            try:
                found[name] = _encode(getattr(error, name), _ByValue())
            except Exception:
                pass  # an attribute without a value outside Python is left out
    return found


def _frames(here):
    """Function, file and line of the outermost and innermost hundred frames."""
    frames = []
    while here is not None:
        code = here.tb_frame.f_code
        frames.append([_printable(code.co_name), _printable(code.co_filename), here.tb_lineno or -1])
        here = here.tb_next
    return frames if len(frames) <= MAX_FRAMES else frames[:MAX_FRAMES // 2] + frames[-(MAX_FRAMES // 2):]


def _place(error):
    """Line and column, from 1: of a syntax error in its source, else of the innermost frame of a script."""
    here = error.__traceback__
    if isinstance(error, SyntaxError) and here is None:
        return error.lineno or -1, error.offset or -1
    place = None
    while here is not None:
        if place is None or here.tb_frame.f_code.co_filename in _user_files:
            place = here
        here = here.tb_next
    return (place.tb_lineno or -1, _column(place)) if place is not None else (-1, -1)


def _column(entry):
    code = entry.tb_frame.f_code
    line, _, column, _ = next(islice(code.co_positions(), entry.tb_lasti // 2, None), (None,) * 4)
    source = _source_cache.get(code.co_filename)
    if column is None or line != entry.tb_lineno or source is None or not 0 < line <= len(source[2]):
        return -1
    return len(source[2][line - 1].encode("utf-8", "replace")[:column].decode("utf-8", "replace")) + 1


def _format_traceback(error):
    try:
        return _printable("".join(traceback.format_exception(error)))
    except Exception as problem:
        return f"{_type_name(type(error))}: {_text(error)}\n(formatting the traceback raised {type(problem).__name__})\n"


def _notes(error):
    notes = getattr(error, "__notes__", None)
    return [_printable(note) for note in notes if isinstance(note, str)] if isinstance(notes, (list, tuple)) else []


def _cause(error):
    if error.__cause__ is not None or error.__suppress_context__:
        return error.__cause__
    return error.__context__


def describe_error(error):
    return _describe(error, set())


def _describe(error, seen):
    seen.add(id(error))
    error.__traceback__ = _without_host_frames(error.__traceback__)
    line, column = _place(error)
    described = {"type": _type_name(type(error)), "message": _text(error), "line": line, "column": column,
                 "frames": _frames(error.__traceback__), "traceback": _format_traceback(error),
                 "attributes": _attributes(error)}
    if error.__traceback__ is None and "_unknown" in getattr(error, "__dict__", ()):
        described["unknown"] = True
    notes = _notes(error)
    if notes:
        described["notes"] = notes
    cause = _cause(error)
    if cause is not None and id(cause) not in seen and len(seen) < MAX_CHAIN:
        described["cause"] = _describe(cause, seen)
    if isinstance(error, BaseExceptionGroup):
        described["group"] = [_describe(member, seen) for member in error.exceptions[:MAX_GROUP] if id(member) not in seen]
    if isinstance(error, python_wasm.JavaError):
        described["thrown"] = getattr(error, "_thrown", -1)
    return described


def report(error):
    """Sends an error as the reply; also called by the C host."""
    _finish({"error": describe_error(error)})


def _finish(reply):
    _stdout.flush()
    _stderr.flush()
    if _java_dropped:
        reply["dropped"] = list(_java_dropped)
        _java_dropped.clear()
    _send(reply)


# --- requests --------------------------------------------------------------------------------------------------------

_user_files = {}
_compiled = {}


def _remember(source, file_name):
    """Keeps the source for tracebacks, of the newest few texts only."""
    if _user_files.pop(file_name, None) is not source:
        _source_cache[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    _user_files[file_name] = source
    if len(_user_files) > MAX_SOURCES:
        oldest = next(iter(_user_files))
        del _user_files[oldest]
        _source_cache.pop(oldest, None)


def _compile(source, file_name):
    """Code for the statements and for a last expression, each may be None."""
    if "\n" not in source:
        try:
            return None, compile(source, file_name, "eval", dont_inherit=True)
        except SyntaxError:
            pass  # a statement, or an error that is to be reported as one of a statement
    tree = compile(source, file_name, "exec", PyCF_ONLY_AST, dont_inherit=True)
    last = None
    if tree.body and isinstance(tree.body[-1], Expr):
        last = compile(Expression(tree.body.pop().value), file_name, "eval", dont_inherit=True)
    body = compile(Module(tree.body, tree.type_ignores), file_name, "exec", dont_inherit=True) if tree.body else None
    return body, last


def _code(source, file_name):
    """Compiled code of a script; short scripts that come again are not compiled again."""
    _remember(source, file_name)
    if len(source) > MAX_CACHED_SOURCE:
        return _compile(source, file_name)
    key = source, file_name
    code = _compiled.pop(key, None) or _compile(source, file_name)
    _compiled[key] = code
    if len(_compiled) > MAX_SOURCES:
        del _compiled[next(iter(_compiled))]
    return code


class _Script:
    """What compile() answers; `source` is kept for tracebacks."""

    def __init__(self, source, file_name):
        self.source = source
        self.file_name = file_name
        self.code = _compile(source, file_name)

    def __repr__(self):
        return f"<script {self.file_name}>"


def _run_code(code, scope):
    body, last = code
    if body is not None:
        exec(body, scope)
    return eval(last, scope) if last is not None else None


def resolve(name, scope=_globals):
    """A callable by its dotted name among the globals and built-ins; also called by the C host."""
    first, *rest = name.split(".")
    for names in (scope, __builtins__):
        if first in names:
            return _callable(names[first], rest, name)
    raise _unknown(NameError(f"name {first!r} is not defined"))


def _callable(value, path, name):
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


def row_type(names):
    """The class of a query's rows. An SQL name without quotes has no case of its own: it is lower case here."""
    from collections import namedtuple
    return namedtuple("Row", [name.lower() if name.isupper() else name for name in names], rename=True)


def _scope(request):
    """The globals that a request is about: of __main__, or of a module that stands for it during a request with bindings."""
    return _handles[request["scope"]].__dict__ if "scope" in request else _globals


def _hello(request):
    if request["protocol"] != PROTOCOL:
        raise RuntimeError(f"the guest speaks version {PROTOCOL} of the protocol, the host version {request['protocol']}")
    random = sys.modules.get("random")
    if random is not None:
        random.seed()  # of a prepared runtime: forks of one snapshot must not draw the same numbers
    return {"protocol": PROTOCOL, "python": sys.version.partition(" ")[0]}


def _eval(request):
    return _run_code(_code(request["source"], request["file"]), _scope(request))


def _exec(request):
    _eval(request)


def _compile_script(request):
    _remember(request["source"], request["file"])
    return _Script(request["source"], request["file"])


def _execute(request):
    script = _handles[request["script"]]
    _remember(script.source, script.file_name)
    return _run_code(script.code, _scope(request))


def _call(request):
    function = _handles[request["handle"]] if "handle" in request else None
    name = request.get("name")
    if function is None:
        function = resolve(name, _scope(request))
    elif name is not None:
        function = _callable(function, [name], name)
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


_FROZEN = {*_SCALARS, types.FunctionType, types.BuiltinFunctionType, type} - {bytearray}


def _run(request):
    """Acts with bindings: sets some names first, and tells which names changed, also when the script raised."""
    reply = {}
    if "scope" not in request:
        reply["scope"] = _handle(_new_main())
        request["scope"] = reply["scope"]["v"]
    main = sys.modules["__main__"]
    sys.modules["__main__"] = _handles[request["scope"]]
    try:
        _run_in(_scope(request), request, reply)
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
    reply["changed"] = [part for name, value in changed.items() for part in (name, _encode_or_handle(value))]
    reply["deleted"] = deleted


class _Encoded(dict):
    """A value in its JSON form already."""


def _encode_or_handle(value):
    """A binding that has no value outside Python, such as a list that contains itself, must not fail the script."""
    try:
        return encode(value)
    except (ValueError, RecursionError):
        return _handle(value)


def _get(request):
    if "handle" in request:
        return getattr(_handles[request["handle"]], request["name"])
    name = request["name"]
    if name not in _globals:
        raise NameError(f"name {name!r} is not defined")
    return _globals[name]


def _set(request):
    if "handle" in request:
        setattr(_handles[request["handle"]], request["name"], request["value"])
    else:
        _globals[request["name"]] = request["value"]


def _delete(request):
    missing = object()
    return _globals.pop(request["name"], missing) is not missing


def _callables(request):
    """Which of some names are callable, of an object or among the globals."""
    if "handle" in request:
        owner = _handles[request["handle"]]
        return [name for name in request["names"] if callable(getattr(owner, name, None))]
    scope = _scope(request)
    return [name for name in request["names"] if callable(scope.get(name))]


def _argv(request):
    sys.argv[:] = request["argv"]


_OPERATIONS = {"hello": _hello, "eval": _eval, "exec": _exec, "compile": _compile_script, "execute": _execute, "run": _run,
               "get": _get, "set": _set, "delete": _delete, "call": _call, "callables": _callables, "argv": _argv}


def _error(error):
    described = describe_error(error)
    if _nesting > 1:
        described["raised"] = len(_raised)
        _raised[len(_raised)] = error
    return described


def serve(request=None):
    """Answers a request, by default the next one on stdin. Called by the C host, also while a message of _ask waits."""
    global _token, _nesting
    _nesting += 1
    try:
        if request is None:
            request = _receive()
        _token = request.get("token", _token)
        for identity in request.get("release", ()):
            _handles.pop(identity, None)
        result = _OPERATIONS[request["op"]](request)
        reply = {"value": result if type(result) is _Encoded else encode(result)}
    except BaseException as error:
        reply = {"error": _error(error)}
    finally:
        _nesting -= 1
        if _nesting == 0:
            _raised.clear()
    _finish(reply)


def _start():
    global _stdout, _stderr
    sys.stdin = sys.__stdin__ = _Input()
    sys.stdout = sys.__stdout__ = _stdout = _Output("out", 1)
    sys.stderr = sys.__stderr__ = _stderr = _Output("err", 2)


_start()
