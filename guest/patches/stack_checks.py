"""Makes CPython's recursion checks look at the real stacks.

usage: stack_checks.py CPYTHON_SOURCE_DIRECTORY

CPython counts C calls and allows 5,000 of them, for a C stack of a known size. Here C frames are Java frames, on the stack of
whatever thread calls, and running over its end kills the interpreter. So every 32nd level of the recursion checks, and some
levels of the parser, the compiler and marshal, also ask the host (shim/stack.c), and recursion ends in the errors that Python programs
know: RecursionError, or MemoryError from the parser.
"""
import re
import sys
from pathlib import Path

DECLARATIONS = """\
extern int pw_stack_is_low(void);
extern int pw_recursion_is_low(int remaining);
extern int pw_dealloc_depth;
"""
# The first time 40 levels below the top; some callers count in twos.
DUE = "(tstate->c_recursion_remaining & 30) == 0"

# File, what to find, what it becomes, how often it is there at least.
EDITS = [
    ("Include/internal/pycore_ceval.h",
     r"(#else\nstatic inline int _Py_MakeRecCheck\(PyThreadState \*tstate\) \{\n    return )(.*);",
     rf"\1\2 || {DUE};", 1),
    ("Python/ceval.c",
     r"if \(tstate->c_recursion_remaining <= 0\) \{",
     "if (tstate->c_recursion_remaining <= 0 || pw_recursion_is_low(tstate->c_recursion_remaining)) {", 1),
    # Deallocation does not fail: nested deeper than 50 it is put off until it is back at 30.
    ("Include/cpython/object.h",
     r"if \((tstate->c_recursion_remaining <= Py_TRASHCAN_HEADROOM) && (.*\n.*\n.*\n.*\n.*tstate->c_recursion_remaining--;)",
     r"if ((\1 || pw_dealloc_depth >= 50) && \2 pw_dealloc_depth++;", 1),
    ("Include/cpython/object.h",
     r"(#define Py_TRASHCAN_END.*\n)(.*\n.*)Py_TRASHCAN_HEADROOM\*2\)\)",
     r"\1    pw_dealloc_depth--; \\\n\2Py_TRASHCAN_HEADROOM*2) && pw_dealloc_depth < 30)", 1),
    # What was put off is freed one level further in, or freeing it would begin to free what it puts off, and so on.
    ("Objects/object.c",
     r"(_PyTrash_thread_destroy_chain\(PyThreadState \*tstate\)\n\{[^}]*?)(tstate->c_recursion_remaining--;)",
     r"\1pw_dealloc_depth++;\n    \2", 1),
    ("Objects/object.c",
     r"(    _PyObject_ASSERT\(op, Py_REFCNT\(op\) == 0\);\n        \(\*dealloc\)\(op\);\n    \}\n)",
     r"\1    pw_dealloc_depth--;\n", 1),
    ("Parser/parser.c",
     r"if \(p->level\+\+ == MAXSTACK\)",
     "if (p->level++ == MAXSTACK || ((p->level & 127) == 127 && pw_stack_is_low()))", 500),
    # Ordinary code nests less deep than the first of these levels. The pass that writes the code does not count by itself.
    *((f"Python/{file}.c", r"if \(\+\+(\w+)->recursion_depth > \1->recursion_limit\)",
       r"if (++\1->recursion_depth > \1->recursion_limit || ((\1->recursion_depth & 63) == 63 && pw_stack_is_low()))", 3)
      for file in ("Python-ast", "ast", "ast_opt", "symtable")),
    # Of dumping and of loading, which count levels and no stack.
    ("Python/marshal.c",
     r"if \(p->depth > MAX_MARSHAL_STACK_DEPTH\)",
     "if (p->depth > MAX_MARSHAL_STACK_DEPTH || ((p->depth & 63) == 63 && pw_stack_is_low()))", 2),
    ("Python/compile.c",
     r"int res = compiler_visit_expr1\(c, e\);\n",
     'if (Py_EnterRecursiveCall(" during compilation")) {\n        return ERROR;\n    }\n'
     "    int res = compiler_visit_expr1(c, e);\n    Py_LeaveRecursiveCall();\n", 1),
]


def main():
    source = Path(sys.argv[1])
    for file, pattern, replacement, least in EDITS:
        path = source / file
        text, count = re.subn(pattern, replacement, path.read_text())
        if count < least:
            raise SystemExit(f"{file}: {pattern!r} is there {count} times, not {least}: another version of CPython?")
        path.write_text(text)
    header = source / "Include/cpython/object.h"
    header.write_text(DECLARATIONS + header.read_text())


if __name__ == "__main__":
    main()
