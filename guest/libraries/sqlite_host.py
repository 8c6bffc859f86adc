"""Lets SQLite ask the shim for what it would ask an operating system for.

usage: sqlite_host.py SQLITE3_C

shim/database.c has the other side: whether the call of the host is to end, how much stack is left, random numbers, and locks, which
one process has of its own.
"""
import re
import sys
from pathlib import Path

DECLARED = """\
int pw_is_interrupted(void);
int pw_stack_is_low(void);
int pw_fcntl(int, int, ...);
int getentropy(void *, __SIZE_TYPE__);
/* How many functions that count are nested: each 16th asks, since that takes longer than what most of them do. */
static int pw_depth;
/* Of a statement that is prepared: something ended early, so there is no statement, whoever was told. */
static int pw_too_deep;
__attribute__((noinline)) static int pw_is_too_deep(void)
{
  if( !pw_stack_is_low() ) return 0;
  pw_too_deep = 1;
  return 1;
}
/* Of LIKE and GLOB: the comparison ended early. */
static int pw_pattern_ended;
"""
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
LOW = 'if( %spw_is_too_deep() ){ sqlite3ErrorMsg(%s, "nested too deeply"); %s }\n'
# Above the last 50 levels, for which the reserve is enough.
TALL = "%s->nHeight>50 && "
# Of what takes little stack a level, and may be done for each part of an expression: only chains of operators are that high, by one
# a level.
IS_HIGH = "%s->nHeight>200 && (%s->nHeight & 15)==0 && "
HIGH = "  if( " + IS_HIGH + "pw_is_too_deep() ) return %s;\n"
# Function, what is in it once, what becomes of that.
BEFORE = "{check}{place}"
AFTER = "{place}{check}"
CHECKS = (
    ("sqlite3SelectPrep", "  assert( p!=0 || pParse->db->mallocFailed );\n", LOW % ("", "pParse", "return;"), BEFORE),
    ("viewGetColumnNames", "  assert( pTable );\n", LOW % ("", "pParse", "return 1;"), BEFORE),
    ("codeRowTrigger", "  assert( pTrigger->zName==0 || pTab==tableOfTrigger(pTrigger) );\n", LOW % ("", "pParse", "return 0;"), BEFORE),
    ("sqlite3WalkSelect", "  if( pWalker->xSelectCallback==0 ) return WRC_Continue;\n",
     "  if( pw_is_too_deep() ) return WRC_Abort;\n", AFTER),
    ("sqlite3WalkExprNN", "  int rc;\n", HIGH % ("pExpr", "pExpr", "WRC_Abort"), AFTER),
    ("sqlite3ExprCodeTarget", "expr_code_doover:\n", LOW % ("pExpr && " + TALL % "pExpr", "pParse", "return 0;"), AFTER),
    ("sqlite3ExprIfTrue", "  if( NEVER(pExpr==0) ) return;  /* No way this can happen */\n",
     LOW % (TALL % "pExpr", "pParse", "return;"), AFTER),
    ("sqlite3ExprIfFalse", "  if( pExpr==0 )    return;\n", LOW % (TALL % "pExpr", "pParse", "return;"), AFTER),
    # A copy that is not there is taken for one that had no room.
    ("exprDup", "  assert( db!=0 );\n", "  if( " + IS_HIGH % ("p", "p") + "pw_is_too_deep() ){ sqlite3OomFault(db); return 0; }\n", BEFORE),
    ("sqlite3ExprCompare", "  combinedFlags = pA->flags | pB->flags;\n", HIGH % ("pA", "pA", "2"), BEFORE),
    ("sqlite3ExprImpliesExpr", "  if( sqlite3ExprCompare(pParse, pE1, pE2, iTab)==0 ){\n", HIGH % ("pE2", "pE2", "0"), BEFORE),
    ("exprImpliesNotNull", "  assert( pNN );\n", HIGH % ("p", "p", "0"), AFTER),
    ("substExpr", "  if( pExpr==0 ) return 0;\n", HIGH % ("pExpr", "pExpr", "pExpr"), AFTER),
    ("sqlite3WhereExprUsageFull", "  Bitmask mask;\n", HIGH % ("p", "p", "ALLBITS"), AFTER),
    ("sqlite3WhereSplit", "  if( pE2==0 ) return;\n", LOW % (IS_HIGH % ("pE2", "pE2"), "pWC->pWInfo->pParse", "return;"), AFTER),
    ("exprAnalyze", "  if( db->mallocFailed ){\n    return;\n  }\n", LOW % ("pWC->pOuter && ", "pParse", "return;"), AFTER),
    ("whereLoopAddOr", "  pWC = pBuilder->pWC;\n", LOW % ("pWC->pOuter && ", "pWInfo->pParse", "return SQLITE_ERROR;"), AFTER),
    # What is found without the rest of the index's columns is right, too.
    ("whereLoopAddBtreeIndex", "  assert( db->mallocFailed==0 || pParse->nErr>0 );\n",
     "  if( pNew->u.btree.nEq>20 && pw_stack_is_low() ) return SQLITE_OK;\n", BEFORE),
    ("multiSelectCollSeq", "  CollSeq *pRet;\n", LOW % ("p->pPrior && ", "pParse", "return 0;"), AFTER),
    ("sqlite3UpsertDup", "  if( p==0 ) return 0;\n", "  if( pw_is_too_deep() ){ sqlite3OomFault(db); return 0; }\n", AFTER),
    ("yyGrowStack", "  newSize = oldSize*2 + 100;\n", "  if( newSize>1000 ) return 1;\n", AFTER),
    ("yyStackOverflow", "  sqlite3OomFault(pParse->db);\n",
     "  if( yypParser->yystackEnd - yypParser->yystack<600 ) sqlite3OomFault(pParse->db);\n"
     '  else sqlite3ErrorMsg(pParse, "nested too deeply");\n', "{check}"),
    ("sqlite3LockAndPrepare", "  *ppStmt = 0;\n  if( !sqlite3SafetyCheckOk(db)||zSql==0 ){\n    return SQLITE_MISUSE_BKPT;\n  }\n",
     '  if( pw_stack_is_low() ){\n    sqlite3ErrorWithMsg(db, SQLITE_ERROR, "nested too deeply");\n    return SQLITE_ERROR;\n  }\n'
     "  if( db->pParse==0 ) pw_too_deep = 0;\n", AFTER),
    # What ended early as if there were no memory.
    ("sqlite3LockAndPrepare", "  rc = sqlite3ApiExit(db, rc);\n",
     '  if( rc==SQLITE_NOMEM && pw_too_deep ){\n    rc = SQLITE_ERROR;\n    sqlite3ErrorWithMsg(db, rc, "nested too deeply");\n  }\n', AFTER),
    ("sqlite3RunParser", "  if( pParse->zErrMsg || (pParse->rc!=SQLITE_OK && pParse->rc!=SQLITE_DONE) ){\n",
     '  if( pw_too_deep && pParse->nErr==0 ) sqlite3ErrorMsg(pParse, "nested too deeply");\n', BEFORE),
    # Pages of a broken file may be a tree of any depth.
    ("checkTreePage", "  if( iPage==0 ) return 0;\n",
     '  if( pw_stack_is_low() ){ checkAppendMsg(pCheck, "nested too deeply"); return 0; }\n', AFTER),
    ("clearDatabasePage", "  if( pgno>btreePagecount(pBt) ){\n", "  if( pw_stack_is_low() ) return SQLITE_CORRUPT_PGNO(pgno);\n", BEFORE),
    ("jsonbValidityCheck", "  if( iDepth>JSON_MAX_DEPTH ) return i+1;\n",
     "  if( (iDepth & 15)==15 && pw_stack_is_low() ) return i+1;\n", AFTER),
    ("fts5ExprNodeFirst", "  pNode->bEof = 0;\n", "  if( pNode->iHeight>20 && pw_stack_is_low() ) return SQLITE_ERROR;\n", BEFORE),
    # What runs for long within one instruction: a wrong result is seen by nobody, since the call ends.
    ("instrFunc", "    while( nNeedle<=nHaystack\n", "    while( !pw_is_interrupted() && nNeedle<=nHaystack\n", "{check}"),
    ("replaceFunc", "  for(i=j=0; i<=loopLimit; i++){\n", "  for(i=j=0; i<=loopLimit && !pw_is_interrupted(); i++){\n", "{check}"),
    ("vdbeSorterMerge", "    res = pTask->xCompare(\n", "    res = pw_is_interrupted() ? 0 : pTask->xCompare(\n", "{check}"),
    ("likeFunc", "    sqlite3_result_int(context,\n                      patternCompare(zB, zA, pInfo, escape)==SQLITE_MATCH);\n",
     "    pw_pattern_ended = 0;\n    sqlite3_result_int(context, patternCompare(zB, zA, pInfo, escape)==SQLITE_MATCH);\n"
     '    if( pw_pattern_ended ) sqlite3_result_error(context, "LIKE or GLOB pattern too complex", -1);\n', "{check}"),
)
# The same where it is there twice.
TWICE = (
    ("jsonTranslateTextToBlob", "    if( ++pParse->iDepth > JSON_MAX_DEPTH ){\n",
     "    if( ++pParse->iDepth > JSON_MAX_DEPTH || ((pParse->iDepth & 15)==15 && pw_stack_is_low()) ){\n"),
    ("trimFunc", "      while( nIn>0 ){\n", "      while( nIn>0 && !pw_is_interrupted() ){\n"),
)
# Functions that know no depth, and what they do where there is no room for another one.
COUNTED = (
    ("patternCompare", "pw_pattern_ended = 1; result = SQLITE_NOWILDCARDMATCH;"),
    ("jsonTranslateBlobToText", "pOut->eErr |= JSTRING_MALFORMED; result = pParse->nBlob+1;"),
    ("jsonTranslateBlobToPrettyText", "pPretty->pOut->eErr |= JSTRING_MALFORMED; result = pPretty->pParse->nBlob+1;"),
    ("jsonLookupStep", "result = JSON_LOOKUP_PATHERROR;"),
    ("jsonMergePatch", "result = JSON_MERGE_BADPATCH;"),
    ("sqlite3ExprCodeGeneratedColumn", 'sqlite3ErrorMsg(pParse, "nested too deeply");'),
)
COUNTING = """
__attribute__((noinline)) %(head)s{
  %(declared)s
  pw_depth++;
  if( pw_is_interrupted() || ((pw_depth & 15)==0 && pw_stack_is_low()) ){
    %(ended)s
  }else{
    %(assigned)spw_deep_%(name)s(%(arguments)s);
  }
  pw_depth--;
  %(returned)s
}
"""


def fail(message):
    sys.exit(f"sqlite_host.py: {message}: this step is written for SQLite 3.46")


def function(text, name):
    """Where the definition of a function begins and ends."""
    found = [match for match in re.finditer(rf"^[A-Z_a-z][^\n;{{}}#]*\b{name}\(", text, re.M)
             if re.match(r"[^;{]*\)\s*\{", text[match.end():])]
    if len(found) != 1:
        fail(f"{name} is defined {len(found)} times")
    return found[0].start(), text.index("\n}\n", found[0].start()) + 3


def changed(text, name, place, times, change):
    start, end = function(text, name)
    if text.count(place, start, end) != times:
        fail(f"{name} has {place.strip()!r} {text.count(place, start, end)} times")
    return text[:start] + text[start:end].replace(place, change) + text[end:]


def counted(text, name, ended):
    start, end = function(text, name)
    body = text[start:end]
    head = re.sub(r"/\*.*?\*/", "", body[:body.index("{")]).strip()
    arguments = [re.search(r"(\w+)\s*$", parameter)[1] for parameter in head[head.index("(") + 1:-1].split(",")]
    result = re.fullmatch(rf"(?:static|SQLITE_PRIVATE) (\w+) {name}\(.*", head, re.S)
    if result is None:
        fail(f"{name} is not as expected")
    of_result = {"declared": "", "assigned": "", "returned": ""} if result[1] == "void" else {
        "declared": result[1] + " result;", "assigned": "result = ", "returned": "return result;"}
    return (text[:start] + head + ";\n" + body.replace(f"{name}(", f"pw_deep_{name}(", 1)
            + COUNTING % {"head": head, **of_result, "ended": ended, "name": name, "arguments": ", ".join(arguments)} + text[end:])


def main(path):
    path = Path(path)
    text = path.read_text()
    for name, place, check, where in CHECKS:
        text = changed(text, name, place, 1, where.format(check=check, place=place))
    for name, place, check in TWICE:
        text = changed(text, name, place, 2, check)
    for name, ended in COUNTED:
        text = counted(text, name, ended)
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
