"""Lets SQLite ask the shim for what it would ask an operating system for.

usage: sqlite_host.py SQLITE3_C

shim/database.c has the other side: whether the call of the host is to end, how much stack is left, random numbers, and locks, which
one process has of its own.
"""
import re
import sys
from pathlib import Path

DECLARED = "int pw_is_interrupted(void);\nint pw_stack_is_low(void);\nint pw_fcntl(int, int, ...);\nint getentropy(void *, __SIZE_TYPE__);\n"
# No state: interpreters start from one snapshot, and it would be the same in all of them.
RANDOMNESS = """\
SQLITE_API void sqlite3_randomness(int N, void *pBuf){
  unsigned char *z = pBuf;
  int n;
  for(; z!=0 && N>0; z += n, N -= n){
    n = N<256 ? N : 256;
    getentropy(z, n);
  }
}
"""
# A statement nests as deep as its views, triggers and expressions do, and code for each is made by recursion.
LOW = 'if( %spw_stack_is_low() ){ sqlite3ErrorMsg(pParse, "nested too deeply"); %s }\n'
CHECKS = (
    ("sqlite3SelectPrep", "  assert( p!=0 || pParse->db->mallocFailed );\n", LOW % ("", "return;")),
    ("viewGetColumnNames", "  assert( pTable );\n", LOW % ("", "return 1;")),
    ("codeRowTrigger", "  assert( pTrigger->zName==0 || pTab==tableOfTrigger(pTrigger) );\n", LOW % ("", "return 0;")),
    # Above the last 50 levels, for which the reserve is enough: asking takes longer than most expressions do.
    ("sqlite3ExprCodeTarget", "expr_code_doover:\n", LOW % ("pExpr && pExpr->nHeight>50 && ", "return 0;")),
    ("sqlite3WalkExprNN", "  int rc;\n",
     "  if( pExpr->nHeight>50 && pw_stack_is_low() ){\n"
     '    if( pWalker->pParse ) sqlite3ErrorMsg(pWalker->pParse, "nested too deeply");\n    return WRC_Abort;\n  }\n'),
)


def fail(message):
    sys.exit(f"sqlite_host.py: {message}: this step is written for SQLite 3.46")


def function(text, name):
    """Where the definition of a function begins and ends."""
    found = [match for match in re.finditer(rf"^[A-Z_a-z][^\n;{{}}#]*\b{name}\(", text, re.M)
             if re.match(r"[^;{]*\)\s*\{", text[match.end():])]
    if len(found) != 1:
        fail(f"{name} is defined {len(found)} times")
    return found[0].start(), text.index("\n}\n", found[0].start()) + 3


def main(path):
    path = Path(path)
    text = path.read_text()
    for name, place, check in CHECKS:
        start, end = function(text, name)
        if text.count(place, start, end) != 1:
            fail(f"{name} has {place.strip()!r} {text.count(place, start, end)} times")
        before, after = (check, place) if place.endswith(":\n") else (place, check)
        text = text[:start] + text[start:end].replace(place, before + after) + text[end:]
    start, end = function(text, "sqlite3_randomness")
    text = text[:start] + RANDOMNESS + text[end:]
    text, count = re.subn(r"(?<!assert\( )AtomicLoad\(&(\w+)->u1\.isInterrupted\)(?! *[!=]=0)",
                          r"(AtomicLoad(&\1->u1.isInterrupted) || pw_is_interrupted())", text)
    if count < 6:
        fail("isInterrupted is looked at elsewhere")
    text, count = re.subn(r"\(sqlite3_syscall_ptr\)fcntl\b", "(sqlite3_syscall_ptr)pw_fcntl", text)
    if count != 1:
        fail(f"fcntl is used {count} times")
    path.write_text(DECLARED + text)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
