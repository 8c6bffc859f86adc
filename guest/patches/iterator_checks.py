"""Lets iterators without an end, or with a far one, take the exception that ends a call.

usage: iterator_checks.py CPYTHON_SOURCE_DIRECTORY

CPython looks for exceptions of other threads in Python code alone. Where C code sums, sorts or collects what such an iterator
hands out no Python code runs, so these iterators look before each item (shim/interrupt.c raises what they find).
"""
import re
import sys
from pathlib import Path

HEADER = """\
/* Made by iterator_checks.py. */
int pw_raise_interruption(void);

static inline int
pw_is_interrupted(void)
{
    return (_PyThreadState_GET()->eval_breaker & _PY_ASYNC_EXCEPTION_BIT) != 0;
}
"""
CHECK = """\
    if (pw_is_interrupted() && pw_raise_interruption() < 0) {
        return NULL;
    }
"""
FUNCTIONS = {
    "Modules/itertoolsmodule.c": ("count_next", "cycle_next", "repeat_next", "product_next", "permutations_next",
                                  "combinations_next", "cwr_next"),
    "Objects/rangeobject.c": ("rangeiter_next", "longrangeiter_next"),
    "Objects/iterobject.c": ("calliter_iternext",),
}
INCLUDE = re.compile(r'(#include "pycore_ceval.h".*\n(?:#include .*\n)*)')


def replace_once(pattern, replacement, text, what):
    text, count = re.subn(pattern, replacement, text)
    if count != 1:
        raise SystemExit(f"iterator_checks.py: {what} is there {count} times, not once: another version of CPython?")
    return text


def main(directory):
    Path(directory, "Include", "internal", "pw_interruption.h").write_text(HEADER)
    for file, functions in FUNCTIONS.items():
        path = Path(directory, file)
        source = replace_once(INCLUDE, r'\1#include "pw_interruption.h"' "\n", path.read_text(), f"{file}: pycore_ceval.h")
        for function in functions:
            source = replace_once(rf"(\n{function}\(\w+ \*\w+\)\n{{\n)", rf"\1{CHECK}", source, f"{file}: {function}")
        path.write_text(source)


main(sys.argv[1])
