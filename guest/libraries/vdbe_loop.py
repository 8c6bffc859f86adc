"""Splits the machine that runs SQLite's statements into one C function an instruction, and its parser's actions into several.

usage: vdbe_loop.py SQLITE3_C

As eval_loop.py does for CPython, and for the same reason: the JVM does not compile a method over 8,000 bytes of bytecode. Each
`case OP_…: { … }` of sqlite3VdbeExec becomes a function; those that jump into each other stay together. What an instruction needs
of the loop's variables is an argument, follows from one, or lies in a struct; it returns the next instruction, or why to leave.
"""
import re
import sys
from pathlib import Path

LABELS = ("abort_due_to_error", "abort_due_to_interrupt", "vdbe_return", "too_big", "no_mem")
# Labels within an instruction that all others jump to.
SHARED = {
    "jump_to_p2": "do { pOp = &aOp[pOp->p2 - 1]; return (uintptr_t)(pOp + 1); } while (0)",
    "jump_to_p2_and_check_for_interrupt": "return pw_vdbe_check(p, db, &aOp[pOp->p2 - 1], pw)",
    "check_for_interrupt": "return pw_vdbe_check(p, db, pOp, pw)",
}
IN_STRUCT = ("resetSchemaOnFault", "encoding", "iCompare", "nVmStep", "nProgressLimit", "colCacheCtr")
ACTIONS_A_FUNCTION = 90

PARAMETERS = "(Vdbe *const p, sqlite3 *const db, Op *pOp, struct pw_vdbe *const pw)"
HEADER = """\
/* Made by vdbe_loop.py. */
struct pw_vdbe {
  Op *pOp; int rc; u8 resetSchemaOnFault; u8 encoding; int iCompare; u64 nVmStep; u64 nProgressLimit; u32 colCacheCtr;
};
enum { %(labels)s, PW_LAST };
#define PW_LEAVE(why) do { pw->rc = rc; pw->pOp = pOp; return PW_##why; } while (0)
#undef Deephemeralize
#define Deephemeralize(P) if( ((P)->flags&MEM_Ephem)!=0 && sqlite3VdbeMemMakeWriteable(P) ) PW_LEAVE(no_mem)
%(defines)s
__attribute__((noinline)) static uintptr_t pw_vdbe_check%(parameters)s
{
  int rc = SQLITE_OK;
  if( AtomicLoad(&db->u1.isInterrupted) ) PW_LEAVE(abort_due_to_interrupt);
  while( nVmStep>=nProgressLimit && db->xProgress!=0 ){
    nProgressLimit += db->nProgressOps;
    if( db->xProgress(db->pProgressArg) ){
      nProgressLimit = LARGEST_UINT64;
      rc = SQLITE_INTERRUPT;
      PW_LEAVE(abort_due_to_error);
    }
  }
  return (uintptr_t)(pOp + 1);
}
"""
FUNCTION = """
__attribute__((noinline)) static uintptr_t pw_vdbe_%(name)s%(parameters)s
{
  Op *aOp = p->aOp; Mem *aMem = p->aMem; Mem *pIn1 = 0, *pIn2 = 0, *pIn3 = 0, *pOut = 0; int rc = SQLITE_OK;
  (void)aOp; (void)aMem; (void)pIn1; (void)pIn2; (void)pIn3; (void)pOut; (void)rc;
  switch( pOp->opcode ){
%(body)s
  }
  return (uintptr_t)(pOp + 1);
}
"""
RUN = """
__attribute__((noinline)) static int pw_vdbe_run%(parameters)s
{
  for(;;){
    uintptr_t next;
    nVmStep++;
    switch( pOp->opcode ){
%(cases)s
    default: next = (uintptr_t)(pOp + 1); break;
    }
    if( next<=PW_LAST ) return (int)next;
    pOp = (Op *)next;
  }
}
%(undefines)s
"""
LOOP = """\
  switch( pw_vdbe_run(p, db, &aOp[p->pc], &regs) ){
#define PW_LEFT(why) case PW_##why: rc = regs.rc; pOp = regs.pOp; aOp = p->aOp; goto why;
%(labels)s
#undef PW_LEFT
  }
"""


def fail(message):
    sys.exit(f"vdbe_loop.py: {message}: this step is written for SQLite 3.46")


def code_only(line, state):
    """A line without comments and literals; state is whether a comment is open."""
    if state:
        end = line.find("*/")
        if end < 0:
            return "", True
        line = line[end + 2:]
    line = re.sub(r"/\*.*?\*/", " ", line)
    line = re.sub(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', "0", line)
    begin = line.find("/*")
    return (line[:begin], True) if begin >= 0 else (line, False)


def blocks(lines):
    """The instructions as (first line, line after the last); directives and comments lie between."""
    found, start, depth, comment = [], None, 0, False
    for number, line in enumerate(lines):
        code, comment = code_only(line, comment)
        if start is None and re.match(r"(case OP_\w+|default):", code):
            start = number
        if code.lstrip().startswith("#"):
            continue
        depth += code.count("{") - code.count("}")
        if depth < 0:
            break   # the end of the switch
        if start is not None and depth == 0 and "}" in code:
            found.append((start, number + 1))
            start = None
    return found


def label_places(lines):
    return {match[1]: number for number, line in enumerate(lines) if (match := re.match(r" *(\w+):(?!:) *(?:/\*.*)?$", line))
            and match[1] != "default"}


def groups(lines):
    """Blocks that run or jump into each other, joined."""
    defined = label_places(lines)
    joined = []
    reach = -1
    for start, end in blocks(lines):
        text = "\n".join(lines[start:end])
        targets = [defined[name] for name in re.findall(r"\bgoto (\w+);", text) if name not in LABELS and name not in SHARED]
        falls = re.search(r"deliberate_fall_through\s*}\s*$", text) is not None
        back = min(targets, default=start)
        while joined and (back < joined[-1][1] or reach >= start or joined[-1][2]):
            start = joined[-1][0]
            reach = max(reach, joined[-1][3])
            joined.pop()
        reach = max([reach] + [place for place in targets if place >= end])
        joined.append((start, end, falls, reach))
    return [(start, end) for start, end, _, _ in joined]


def function(lines, name):
    body = "\n".join(lines)
    for label, code in SHARED.items():
        body = re.sub(rf"\bgoto {label};", lambda _: code + ";", body)
    for label in LABELS:
        body = re.sub(rf"\bgoto {label};", f"PW_LEAVE({label});", body)
    return FUNCTION % {"name": name, "parameters": PARAMETERS, "body": body}


def split_loop(text):
    start = text.index("SQLITE_PRIVATE int sqlite3VdbeExec(\n  Vdbe *p ")
    loop = text.index("  for(pOp=&aOp[p->pc]; 1; pOp++){\n", start)
    first = text.index("    switch( pOp->opcode ){\n", loop)
    after = text.index("  /* If we reach this point, it means that execution is finished with\n", first)
    end = text.index("\n}\n", after) + 3
    lines = text[text.index("\n", first) + 1:after].split("\n")
    functions, cases, here = [], [], 0
    for begin, stop in groups(lines):
        directives = [line for line in lines[here:begin] if line.startswith("#")]
        body = lines[begin:stop]
        names = [name for line in body for name in re.findall(r"^case (OP_\w+):", line)]
        functions += directives
        cases += directives
        here = stop
        if not names:
            break   # the default: instructions that do nothing
        functions.append(function(body, names[0]))
        cases.append("\n".join(f"    case {name}:" for name in names) + f" next = pw_vdbe_{names[0]}(p, db, pOp, pw); break;")
    if len(functions) < 150:
        fail("sqlite3VdbeExec has other instructions")
    values = {"labels": ", ".join("PW_" + label for label in LABELS), "parameters": PARAMETERS,
              "defines": "\n".join(f"#define {name} pw->{name}" for name in IN_STRUCT),
              "undefines": "\n".join(f"#undef {name}" for name in IN_STRUCT)}
    before = text[start:loop]
    for name in IN_STRUCT:
        before, count = re.subn(rf"\n  u?\w+ {name}( = [^;]+)?;[^\n]*", lambda m: f"\n  regs.{name}{m[1] or ' = 0'};", before)
        if count != 1:
            fail(f"{name} is declared {count} times")
    # Statements may stand before declarations.
    before = before.replace("){\n", "){\n  struct pw_vdbe regs = {0};\n", 1)
    rest = text[after:end]
    for name in IN_STRUCT:
        before = re.sub(rf"(?<![.\w]){name}\b", f"regs.{name}", before)
        rest = re.sub(rf"(?<![.\w]){name}\b", f"regs.{name}", rest)
    main = before + LOOP % {"labels": "\n".join(f"  PW_LEFT({label})" for label in LABELS)} + rest
    return (text[:start] + HEADER % values + "\n".join(functions)
            + RUN % {**values, "cases": "\n".join(cases)} + main + text[end:])


def split_actions(text):
    """The parser's actions by rule, a number of rules in each function."""
    parser = text.index("/************** Begin file parse.c ")
    begin = text.index("/********** Begin reduce actions", parser)
    begin = text.index("\n", begin) + 1
    end = text.index("/********** End reduce actions", begin)
    function = text.rindex("static YYACTIONTYPE yy_reduce(", parser, begin)
    actions = re.split(r"(?<=\n)(?=      case \d+:)", text[begin:end])
    # Rules that share an action stand one below the other.
    joined = [actions[0]]
    for action in actions[1:]:
        if "break;" in joined[-1] or joined[-1] is actions[0] and len(joined) == 1 and not joined[-1].strip():
            joined.append(action)
        else:
            joined[-1] += action
    default = joined.pop()
    if "default:" not in default:
        fail("yy_reduce has no default")
    parameters = "(yyParser *yypParser, unsigned int yyruleno, yyStackEntry *yymsp, int yyLookahead, sqlite3ParserTOKENTYPE yyLookaheadToken sqlite3ParserCTX_PDECL)"
    functions, calls = [], []
    last, default = default[:default.index("default:")], default[default.index("default:"):]
    joined.append(last)
    for number, first in enumerate(range(0, len(joined), ACTIONS_A_FUNCTION)):
        body = "".join(joined[first:first + ACTIONS_A_FUNCTION])
        functions.append(f"__attribute__((noinline)) static void pw_reduce_{number}{parameters}\n{{\n  YYMINORTYPE yylhsminor;\n"
                         f"  sqlite3ParserARG_FETCH\n  switch( yyruleno ){{\n{body}  }}\n}}\n")
        cases = "".join(f"      case {rule}:\n" for rule in re.findall(r"\n *case (\d+):", "\n" + body))
        calls.append(f"{cases}        pw_reduce_{number}(yypParser, yyruleno, yymsp, yyLookahead, yyLookaheadToken sqlite3ParserCTX_PARAM); break;\n")
    return text[:function] + "\n".join(functions) + text[function:begin] + "".join(calls) + "      " + default.lstrip() + text[end:]


def main(path):
    path = Path(path)
    path.write_text(split_actions(split_loop(path.read_text())))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
