"""What a conversation asks of its interpreter. The built-in names are the engine's own: tracebacks have no frame of such code."""
from _python_wasm.private import BUILTINS as __builtins__
from _python_wasm.scripts import code_of, run_code
import os
import stat
import sys

MAIN = sys.modules["__main__"].__dict__


def run(source, name, most):
    """Runs a script in the globals, and returns the repr() of its last value, the beginning of a long one; None for None."""
    value = run_code(code_of(source, name), MAIN)
    if value is None:
        return None
    MAIN["_"] = value
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}… (the first {most:,} of {len(text):,} characters)"


def place(path):
    """The place of a file of the scratch space; a name without slash at its beginning is one in it."""
    absolute = os.path.normpath(os.path.join(ROOT, path))
    if not absolute.startswith(ROOT + "/"):
        raise PermissionError(f"files of the conversation lie in {ROOT}, not in {path!r}")
    return absolute


def files(most):
    """Names below the scratch space and sizes of at most so many files, one after the other."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders.sort()
        for name in sorted(names):
            if len(found) >= 2 * most:
                return found
            path = os.path.join(folder, name)
            state = os.stat(path)
            if stat.S_ISREG(state.st_mode):
                found += [os.path.relpath(path, ROOT), state.st_size]
    return found


def read(path, most):
    with open(place(path), "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{path} has more than {most:,} bytes, which is the most that is read at once")
    return content


def write(path, content):
    absolute = place(path)
    os.makedirs(os.path.dirname(absolute), exist_ok=True)
    try:
        with open(absolute, "wb") as file:
            file.write(content)
    except OSError:
        if os.path.isfile(absolute):
            os.remove(absolute)  # a part of it would take the room of others
        raise
