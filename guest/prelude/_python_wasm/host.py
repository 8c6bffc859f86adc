"""Requests to the host while a script runs: text out, lines in, calls of Java functions."""
import io
import sys

import python_wasm
from _python_wasm.channel import receive, send
from _python_wasm.private import BUILTINS as __builtins__

# What nested requests raised, so that a Java function that passes it on raises the same object again.
RAISED = {}

# What the host raises in the terms of Python.
_ERRORS = {error.__name__: error for error in (AttributeError, IndexError, KeyError, TypeError)}

_serve = None


def nest(serve):
    """Sets the function that serves a request that comes instead of a reply: a guest that only knows stdin is not called for it."""
    global _serve
    _serve = serve


def ask(message):
    """Sends a message and returns the reply of the host; an exception of the host is raised here."""
    flush()
    send(message)
    reply = receive()
    while "op" in reply:
        _serve(reply)
        reply = receive()
    if "value" in reply:
        return reply["value"]
    if "again" in reply:
        raise RAISED[reply["again"]]
    raise_thrown((reply["class"], reply["message"], reply["thrown"], reply["interrupted"]))


def raise_thrown(thrown):
    """Raises what Java threw: the name of its class, its message, its number, whether it was an interruption.

    A negative number is that of an exception of Python's own.
    """
    name, message, number, interrupted = thrown
    if number < 0:
        raise _ERRORS[name](message)
    error = python_wasm.JavaError(name, message)
    error._thrown = number
    if interrupted:
        raise KeyboardInterrupt(str(error)) from error
    raise error


class _Stream(io.TextIOBase):
    """What scripts ask of files besides text. The host takes text too, so there is no encoding to change."""

    encoding = "utf-8"
    errors = "surrogateescape"
    line_buffering = True
    write_through = False

    def __init__(self, name, mode, descriptor):
        self.name = name
        self.mode = mode
        self._descriptor = descriptor

    def __repr__(self):
        return f"<{self.name[1:-1]} of the host>"

    def fileno(self):
        return self._descriptor

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None):
        self.flush()


class _Output(_Stream):
    """sys.stdout and sys.stderr: text goes to the host in pieces of whole lines, the rest at the end of a request."""

    def __init__(self, stream, name, descriptor):
        super().__init__(name, "w", descriptor)
        self._stream = stream
        self._parts = []
        self._size = 0

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
            send({self._stream: text})


class _Input(_Stream):
    """sys.stdin: asks the host for a line at a time."""

    def __init__(self):
        super().__init__("<stdin>", "r", 0)
        self.buffer = io.BufferedReader(_InputBytes(self))
        self._rest = ""

    def readable(self):
        return True

    def _take(self, text, size):
        if size is None or size < 0:
            size = len(text)
        self._rest = text[size:]
        return text[:size]

    def readline(self, size=-1):
        return self._take(self._rest or ask({"read": 1}), size)

    def read(self, size=-1):
        text = self._rest
        while size is None or size < 0 or len(text) < size:
            line = ask({"read": 1})
            if not line:
                break
            text += line
        return self._take(text, size)


class _InputBytes(io.RawIOBase):
    """The bytes of a text stream, a line at a time."""

    def __init__(self, text):
        self._text = text
        self._rest = b""
        self.name = text.name

    def fileno(self):
        return self._text.fileno()

    def readable(self):
        return True

    def readinto(self, target):
        data = self._rest or self._text.readline().encode("utf-8", "surrogateescape")
        size = min(len(target), len(data))
        target[:size] = data[:size]
        self._rest = data[size:]
        return size


_stdout = _Output("out", "<stdout>", 1)
_stderr = _Output("err", "<stderr>", 2)
PENDING_OUT = _stdout._parts
PENDING_ERR = _stderr._parts


def flush():
    _stdout.flush()
    _stderr.flush()


def connect():
    """Puts the streams of the host where scripts look for theirs."""
    sys.stdin = sys.__stdin__ = _Input()
    sys.stdout = sys.__stdout__ = _stdout
    sys.stderr = sys.__stderr__ = _stderr
