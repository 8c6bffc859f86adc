"""Makes CPython 3.13's calls of its own allocator direct.

usage: direct_allocator.py CPYTHON_SOURCE_DIRECTORY

Every allocation goes through a table of function pointers, which holds pymalloc's functions unless tracemalloc is on. A call
through a pointer costs the JVM a search; a comparison that always holds costs it nothing.
"""
import re
import sys
from pathlib import Path

CALL = re.compile(r"(return )?(_PyObject|_PyMem)\.(malloc|calloc|realloc|free)\(\2\.ctx, ([^;]*)\);")
PYMALLOC = {"malloc": "_PyObject_Malloc", "calloc": "_PyObject_Calloc", "realloc": "_PyObject_Realloc",
            "free": "_PyObject_Free"}


def direct(match):
    back, table, operation, arguments = match.groups()
    own = PYMALLOC[operation]
    call = f"({table}.ctx, {arguments});"
    if back:
        return f"if ({table}.{operation} == {own}) return {own}{call} return {table}.{operation}{call}"
    return f"if ({table}.{operation} == {own}) {own}{call} else {table}.{operation}{call}"


def main(directory):
    path = Path(directory, "Objects", "obmalloc.c")
    source, count = CALL.subn(direct, path.read_text())
    if count != 8:
        raise SystemExit(f"direct_allocator.py: expected 8 calls of allocators in obmalloc.c, found {count}")
    path.write_text(source)


main(sys.argv[1])
