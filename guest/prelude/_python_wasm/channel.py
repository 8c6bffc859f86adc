"""Lines from and to the host.

A message to the host begins with RS (0x1E) and a token that the host drew at random for this interpreter: whatever else
reaches stdout (os.write, a C-level print) lacks it and is taken for plain output, so a script cannot forge a message by
printing one.
"""
import _json
import json
from os import read as _read, write as _write

from _python_wasm.private import BUILTINS as __builtins__

PROTOCOL = 6
RECORD = "\x1e"
CHUNK = 1 << 13
MAX_PIECE = 1 << 20

# What makes a value of its tag; filled by the modules that know the types.
DECODERS = {}

_token = ""


def _untag(value):
    tag = value.get("$")
    return value if tag is None else DECODERS[tag](value["v"])


# The C halves of the json module: no Python code that a script could have changed lies between a value and its line.
_parse = json.JSONDecoder(object_hook=_untag).scan_once
_format = _json.make_encoder(None, None, _json.encode_basestring_ascii, None, ":", ",", False, False, True)


def parse_json(text):
    """A value in the JSON of the protocol."""
    return _parse(text, 0)[0]


def format_json(value):
    return "".join(_format(value, 0))


def set_token(token):
    global _token
    _token = token


def send(message):
    text = format_json(message)
    if len(text) < MAX_PIECE:
        _write(1, (RECORD + _token + text + "\n").encode("ascii"))
        return
    # In pieces, so that a value of half the memory's size still finds room for its message.
    _write(1, (RECORD + _token).encode("ascii"))
    for start in range(0, len(text), MAX_PIECE):
        _write(1, text[start:start + MAX_PIECE].encode("ascii"))
    _write(1, b"\n")


def receive():
    line = _read(0, CHUNK)
    if line[-1:] != b"\n":
        line = bytearray(line)
        while line[-1:] != b"\n":
            chunk = _read(0, max(CHUNK, min(len(line), MAX_PIECE)))
            if not chunk:
                raise EOFError("the host closed the request channel")
            line += chunk
    line = line.decode("utf-8")
    return parse_json(line)
