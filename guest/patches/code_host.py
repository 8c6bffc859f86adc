"""Tells the host what becomes of code that it has compiled (eval_loop.py, TIER).

usage: code_host.py CPYTHON_SOURCE_DIRECTORY

A code object that dies, or whose instructions are changed for a tracer or monitor, has no compiled form any more: the word that
names it is cleared, which compiled code looks at after whatever may run other code.
"""
import sys
from pathlib import Path

FUNCTION = """\
__attribute__((import_module("python_wasm"), import_name("code_drop"))) void pw_code_drop(int word, void *code);

/* The compiled form is that of other instructions. */
void
pw_forget_compiled(PyCodeObject *code)
{
    int word = (int)(intptr_t)code->co_executors;
    code->co_executors = NULL;
    if (word > 0) {
        pw_code_drop(word, code);
    }
}

"""


def replace_once(path, old, new):
    text = path.read_text()
    if text.count(old) != 1:
        sys.exit(f"code_host: {path.name}: expected one place, found {text.count(old)}, of: {old!r}: "
                 "this step is written for CPython 3.13")
    path.write_text(text.replace(old, new))


def main(source):
    code = Path(source, "Objects", "codeobject.c")
    anchor = "static void\ncode_dealloc(PyCodeObject *co)\n{\n"
    replace_once(code, anchor, FUNCTION + anchor)
    anchor = "    _PyFunction_ClearCodeByVersion(co->co_version);\n    if (co->co_extra != NULL) {\n"
    replace_once(code, anchor, "    pw_forget_compiled(co);\n" + anchor)
    instrumentation = Path(source, "Python", "instrumentation.c")
    anchor = "force_instrument_lock_held(PyCodeObject *code, PyInterpreterState *interp)\n{\n"
    replace_once(instrumentation, anchor, anchor + "    pw_forget_compiled(code);\n")
    anchor = "static int\nforce_instrument_lock_held(PyCodeObject *code, PyInterpreterState *interp)\n{\n"
    replace_once(instrumentation, anchor, "extern void pw_forget_compiled(PyCodeObject *code);\n\n" + anchor)
    print("code_host: the host hears of code that dies or is instrumented")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
