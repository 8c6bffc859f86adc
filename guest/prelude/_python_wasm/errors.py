"""Exceptions in the form that the host receives."""
import traceback
import types
from itertools import islice

import _python_wasm.sources
import python_wasm
from _python_wasm.handles import is_of_host, printable, type_name
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.scripts import CALLER, FILES, SOURCES
from _python_wasm.values import encode_by_value

# Of one traceback: formatting a thousand of them would take longer than many a call that ended so.
MAX_FRAMES = 200
# Of one description: exceptions in all, and how many levels deep one is the cause or a member of another.
MAX_EXCEPTIONS = 200
MAX_DEPTH = 20
# Members of groups in one traceback, and in that of a cause or member.
MAX_PRINTED = 1000
MAX_PRINTED_WITHIN = 100
MAX_BASES = 20


def describe_error(error):
    try:
        return _describe(error, set(), 1)
    except BaseException as problem:
        # The deadline fell into the description, or memory is too full for it: that is what the host is told.
        problem.__cause__ = problem.__context__ = None
        return _describe(problem, set(), 1)


def _describe(error, seen, depth):
    """Describes each exception once: groups may share their members."""
    seen.add(id(error))
    error.__traceback__, hidden = _without_host_frames(error.__traceback__)
    line, column = _place(error)
    described = {"type": type_name(type(error)), "bases": _bases(type(error)), "message": _text(error),
                 "line": line, "column": column, "frames": _frames(error.__traceback__),
                 "traceback": _format_traceback(error, depth), "attributes": _attributes(error)}
    if hidden:
        described["traceback"] += f"({hidden} frames in the middle of the traceback are not shown)\n"
    if error.__traceback__ is None and "_unknown" in getattr(error, "__dict__", ()):
        described["unknown"] = True
    notes = _notes(error)
    if notes:
        described["notes"] = notes
    cause = _cause(error)
    if cause is not None and _is_due(cause, seen, depth):
        described["cause"] = _describe(cause, seen, depth + 1)
    if isinstance(error, BaseExceptionGroup):
        described["group"] = [
            _describe(member, seen, depth + 1) for member in error.exceptions if _is_due(member, seen, depth)]
    if isinstance(error, python_wasm.JavaError):
        described["thrown"] = getattr(error, "_thrown", -1)
    return described


def _is_due(error, seen, depth):
    return depth < MAX_DEPTH and len(seen) < MAX_EXCEPTIONS and id(error) not in seen


def _has_more_members(error, limit):
    """Also in groups inside of it; one that is shared counts each time, since traceback visits it each time."""
    count = 0
    causes = set()
    waiting = [error]
    while waiting and count <= limit:
        error = waiting.pop()
        if isinstance(error, BaseExceptionGroup):
            count += len(error.exceptions)
            waiting.extend(error.exceptions[:limit])
        cause = _cause(error)
        if cause is not None and id(cause) not in causes:
            causes.add(id(cause))
            waiting.append(cause)
    return count > limit


def _without_host_frames(here):
    """The traceback without the frames of this package: no others have its built-in names, but for those of the caller's code.

    Of a very long one both ends, and the number of the frames between them.
    """
    kept = []
    while here is not None:
        if here.tb_frame.f_builtins is not __builtins__ and here.tb_frame.f_code is not CALLER:
            kept.append(here)
        here = here.tb_next
    hidden = max(0, len(kept) - MAX_FRAMES)
    if hidden:
        del kept[MAX_FRAMES // 2:-(MAX_FRAMES // 2)]
    for entry, following in zip(kept, [*kept[1:], None]):
        if entry.tb_next is not following:
            entry.tb_next = following
    return kept[0] if kept else None, hidden


def _text(error):
    try:
        return printable(str(error))
    except Exception as problem:
        return f"<str() of the exception raised {type(problem).__name__}>"


def _bases(kind):
    return [printable(type_name(base)) for base in kind.__mro__[1:MAX_BASES]
            if base is not BaseException and base is not object]


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
                found[name] = encode_by_value(getattr(error, name))
            except Exception:
                pass  # an attribute without a value outside Python is left out
    return found


def _frames(here):
    """Function, file and line of each frame."""
    frames = []
    while here is not None:
        code = here.tb_frame.f_code
        frames.append([printable(code.co_name), printable(code.co_filename), here.tb_lineno or -1])
        here = here.tb_next
    return frames


def _place(error):
    """Line and column, from 1: of a syntax error in its source, else of the innermost frame of a script."""
    here = error.__traceback__
    if isinstance(error, SyntaxError) and here is None:
        return error.lineno or -1, error.offset or -1
    place = None
    while here is not None:
        if place is None or here.tb_frame.f_code.co_filename in FILES:
            place = here
        here = here.tb_next
    return (place.tb_lineno or -1, _column(place)) if place is not None else (-1, -1)


def _column(entry):
    code = entry.tb_frame.f_code
    line, _, column, _ = next(islice(code.co_positions(), entry.tb_lasti // 2, None), (None,) * 4)
    source = SOURCES.get(code.co_filename)
    # linecache has an entry of one part for a library module whose source it has not looked for.
    if column is None or line != entry.tb_lineno or source is None or len(source) == 1 or not 0 < line <= len(source[2]):
        return -1
    return len(source[2][line - 1].encode("utf-8", "replace")[:column].decode("utf-8", "replace")) + 1


def _format_traceback(error, depth):
    try:
        limit = MAX_PRINTED if depth == 1 else MAX_PRINTED_WITHIN
        if _has_more_members(error, limit):
            return _format_outermost(error, limit)
        exception = traceback.TracebackException.from_exception(error, compact=True)
        _format_equal_frames_once(exception)
        return printable("".join(exception.format()))
    except Exception as problem:
        if is_of_host(problem):
            raise
        return f"{type_name(type(error))}: {_text(error)}\n(formatting the traceback raised {type(problem).__name__})\n"


_stack_types = []


def _stack_type():
    """Made at the first error: some guests import traceback no sooner."""
    if not _stack_types:
        class Stack(traceback.StackSummary):
            """Formats equal frames once: those of a recursion, whose columns take a parse of the line each."""

            def format_frame_summary(self, frame, **options):
                formatted = self.__dict__.setdefault("_formatted", {})
                key = (frame.filename, frame.lineno, frame.name, frame.end_lineno, frame.colno, frame.end_colno)
                if key not in formatted:
                    formatted[key] = super().format_frame_summary(frame, **options)
                return formatted[key]

        _stack_types.append(Stack)
    return _stack_types[0]


def _format_equal_frames_once(exception):
    pending = [exception]
    while pending:
        here = pending.pop()
        if here is not None:
            here.stack.__class__ = _stack_type()
            pending += [here.__cause__, here.__context__, *(here.exceptions or ())]


def _format_outermost(error, limit):
    lines = traceback.format_tb(error.__traceback__)
    return printable("".join(
        (["Traceback (most recent call last):\n", *lines] if lines else [])
        + [f"{type_name(type(error))}: {_text(error)}\n  (more than {limit} exceptions are in it, not shown)\n"]))


def _notes(error):
    notes = getattr(error, "__notes__", None)
    return [printable(note) for note in notes if isinstance(note, str)] if isinstance(notes, (list, tuple)) else []


def _cause(error):
    if error.__cause__ is not None or error.__suppress_context__:
        return error.__cause__
    return error.__context__
