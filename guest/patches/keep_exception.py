"""Lets an exception survive that memory is too full to describe.

usage: keep_exception.py CPYTHON_SOURCE_DIRECTORY

While an exception unwinds, each frame that its traceback holds looks up the frame above it, and CPython 3.13 forgets the
exception where that fails for lack of memory; the caller is told of a SystemError instead, "error return without exception
set". That is how a recursion without end would end which fills the memory, or whose time is over when it is all but full.
"""
import sys
from pathlib import Path

LOOKUP = "PyFrameObject *back = _PyFrame_GetFrameObject(prev);"
FORGET = "PyErr_Clear();"
KEPT = f"""PyObject *raised = PyErr_GetRaisedException();
        {LOOKUP}
        PyErr_SetRaisedException(raised);"""


def main(directory):
    path = Path(directory, "Python", "frame.c")
    source = path.read_text()
    if source.count(LOOKUP) != 1 or source.count(FORGET) != 1:
        raise SystemExit("keep_exception.py: frame.c looks up the frame above in another way: another version of CPython?")
    path.write_text(source.replace(LOOKUP, KEPT).replace(FORGET, ""))


main(sys.argv[1])
