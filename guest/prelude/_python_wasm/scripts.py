"""Sources, the code that they compile to, and running it."""
import builtins
from _ast import Expr, Expression, Module, PyCF_ONLY_AST
from linecache import cache as SOURCES

from _python_wasm.private import BUILTINS as __builtins__

MAX_SOURCES = 64
MAX_CACHED_SOURCE = 1 << 13

# The newest sources by file name.
FILES = {}
_compiled = {}


def remember(source, file_name):
    """Keeps the source for tracebacks, of the newest few texts only."""
    if FILES.pop(file_name, None) is not source:
        SOURCES[file_name] = (len(source), None, source.splitlines(keepends=True), file_name)
    FILES[file_name] = source
    if len(FILES) > MAX_SOURCES:
        oldest = next(iter(FILES))
        del FILES[oldest]
        SOURCES.pop(oldest, None)


def _compile(source, file_name):
    """Code for the statements and for a last expression, each may be None."""
    if "\n" not in source:
        try:
            return None, compile(source, file_name, "eval", dont_inherit=True)
        except SyntaxError:
            pass  # a statement, or an error that is to be reported as one of a statement
    tree = compile(source, file_name, "exec", PyCF_ONLY_AST, dont_inherit=True)
    last = None
    if tree.body and isinstance(tree.body[-1], Expr):
        last = compile(Expression(tree.body.pop().value), file_name, "eval", dont_inherit=True)
    body = compile(Module(tree.body, tree.type_ignores), file_name, "exec", dont_inherit=True) if tree.body else None
    return body, last


def code_of(source, file_name):
    """Compiled code of a script; short scripts that come again are not compiled again."""
    remember(source, file_name)
    if len(source) > MAX_CACHED_SOURCE:
        return _compile(source, file_name)
    key = source, file_name
    code = _compiled.pop(key, None) or _compile(source, file_name)
    _compiled[key] = code
    if len(_compiled) > MAX_SOURCES:
        del _compiled[next(iter(_compiled))]
    return code


def _caller(function, arguments, keywords):
    return function(*arguments, **keywords)


# Of a function that calls another with the names of a scope around it; no part of a traceback.
CALLER = _caller.__code__


class Script:
    """The result of compile(); `source` is kept for tracebacks."""

    def __init__(self, source, file_name):
        self.source = source
        self.file_name = file_name
        self.code = _compile(source, file_name)

    def __repr__(self):
        return f"<script {self.file_name}>"


def run_code(code, scope):
    body, last = code
    scope.setdefault("__builtins__", builtins)  # or a script that deleted the name would get this package's own
    if body is not None:
        exec(body, scope)
    return eval(last, scope) if last is not None else None
