"""A fresh interpreter where a test starts a Python process: there are no processes in the guest.

The parent's side is a subprocess.Popen that hands a command line, environment, input and files to the host; run_child() is what the
host calls in the new interpreter. At its end the program's modules are torn down as Py_FinalizeEx() does it; the interpreter itself is
not finalised. What the command line asks for and a running interpreter cannot take is refused, and so are cases that are about
what comes after the modules: the case is then skipped, which is not passed.
"""
import atexit
import builtins
import gc
import io
import linecache
import os
import runpy
import subprocess
import sys
import types
import unittest
import warnings
import weakref

EXECUTABLE = "/usr/local/bin/python3"
_OWN_FILE = "children.py"
# Letters of options that take nothing, and are as here or change nothing that is here: isolated, no site, no bytecode files, unbuffered.
_PLAIN_OPTIONS = frozenset("IEsSPuB")
_PLAIN_EXTENSIONS = frozenset(["faulthandler", "utf8", "utf8=1"])
_PLAIN_VARIABLES = frozenset("""
    PYTHONPATH PYTHONWARNINGS PYTHONIOENCODING PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED PYTHONNOUSERSITE PYTHONSAFEPATH
    PYTHONFAULTHANDLER PYTHON_COLORS
""".split())
# Cases that want to see that the end of an interpreter does not crash after its modules are gone: they would pass here whatever
# that end did.
_ABOUT_THE_END = frozenset("""
    test_ast_fini test_gh_120161 test_monitoring_live_at_shutdown test_reference_cycle test_tee_dealloc_segfault
    test_unawaited_warning_during_shutdown
""".split())
# Of sys, as finalize_modules_delete_special() has them.
_SPECIAL = """
    path argv ps1 ps2 last_exc last_type last_value last_traceback path_hooks path_importer_cache meta_path
""".split()
_RECURSION_LIMIT = sys.getrecursionlimit()
_PLAIN_SETTINGS = frozenset([("PYTHONHASHSEED", "0"), ("PYTHONUTF8", "1")])


class Refused(Exception):
    pass


class _CommandLine:
    """python [option] … [-c command | -m module | file | -] [argument] …"""

    def __init__(self, arguments):
        self.options, self.warnings = set(), []
        self.command = self.module = self.file = None
        self.arguments = self._program(iter(arguments))

    def _program(self, words):
        for word in words:
            if not word.startswith("-") or word == "-":
                self.file = word
                return [word, *words]
            letters = iter(word[1:])
            for letter in letters:
                if letter in "cmWX":
                    value = "".join(letters) or next(words)
                    if letter == "c":
                        self.command = value
                        return ["-c", *words]
                    if letter == "m":
                        self.module = value
                        return ["-m", *words]
                    self._setting(letter, value)
                elif letter in _PLAIN_OPTIONS:
                    self.options.add(letter)
                else:
                    raise Refused(f"-{letter} is for a new process")
        self.file = "-"
        return [""]

    def _setting(self, letter, value):
        if letter == "W":
            self.warnings.append(value)
        elif value not in _PLAIN_EXTENSIONS:
            raise Refused(f"-X {value} is for a new process")

    @property
    def reads_environment(self):
        return not self.options & set("IE")


def _settings(line, environment):
    """Variables for Python itself."""
    known = {name: value for name, value in environment.items() if name.startswith("PYTHON") and value}
    if not line.reads_environment:
        return {}
    for name, value in known.items():
        if name not in _PLAIN_VARIABLES and (name, value) not in _PLAIN_SETTINGS:
            raise Refused(f"{name}={value} is for a new process")
    return known


class _Pipe(io.BytesIO):
    def __init__(self, descriptor, content=b""):
        super().__init__(content)
        self._descriptor = descriptor
        self.name = f"<{('stdin', 'stdout', 'stderr')[descriptor]}>"

    def fileno(self):
        return self._descriptor

    def close(self):
        self.flush()


class _Standard:
    """The standard streams of a child."""

    def __init__(self, request, settings):
        encoding, _, errors = settings.get("PYTHONIOENCODING", "").partition(":")
        encoding, errors = encoding or "utf-8", errors or "surrogateescape"
        self.out = _Pipe(1)
        self.error = self.out if request["joined"] else _Pipe(2)
        sys.stdin = sys.__stdin__ = io.TextIOWrapper(_Pipe(0, request["input"]), encoding, errors)
        sys.stdout = sys.__stdout__ = io.TextIOWrapper(self.out, encoding, errors, newline="\n", write_through=True)
        sys.stderr = sys.__stderr__ = io.TextIOWrapper(self.error, encoding, "backslashreplace", newline="\n", write_through=True)

    def content(self):
        for stream in sys.__stdout__, sys.__stderr__:
            stream.flush()
        return self.out.getvalue(), b"" if self.error is self.out else self.error.getvalue()


def _warn(line, settings):
    sys.warnoptions[:] = [word for word in settings.get("PYTHONWARNINGS", "").split(",") if word] + line.warnings
    warnings._processoptions(sys.warnoptions)


def _search(line, settings):
    first = [] if line.options & set("IP") else [os.path.dirname(line.file) if line.file not in (None, "-") else ""]
    sys.path[:0] = first + [folder for folder in settings.get("PYTHONPATH", "").split(os.pathsep) if folder]


def _code(line):
    if line.command is not None:
        code = compile(line.command, "<string>", "exec", dont_inherit=True)
        linecache._register_code(code, line.command, "<string>")
        return code
    if line.file == "-":
        return compile(sys.stdin.read(), "<stdin>", "exec", dont_inherit=True)
    with open(line.file, "rb") as file:
        return compile(file.read(), line.file, "exec", dont_inherit=True)


def _run_main(line):
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    main.__builtins__ = builtins
    if line.module is not None:
        runpy._run_module_as_main(line.module)
        return
    if line.file not in (None, "-"):
        main.__file__ = line.file
    exec(_code(line), vars(main))


def _exit_status(error):
    """Of a process that ended with this exception."""
    if not isinstance(error, SystemExit):
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == _OWN_FILE:
            trace = trace.tb_next
        error.__traceback__ = trace
        sys.excepthook(type(error), error, trace)
        return 1
    if error.code is None or isinstance(error.code, int):
        return (error.code or 0) & 0xFF
    print(error.code, file=sys.stderr)
    return 1


class _TestModules:
    """Notes which extension modules for CPython's own tests the program wants, which the guest does not have."""

    def __init__(self):
        self.wanted = None
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        if name.startswith(("_test", "_xx", "xx")):
            self.wanted = name
        return None


class _Modules:
    """Those that there are before the program runs stay: this interpreter still has to report."""

    def __init__(self):
        self._kept = {name: (module, frozenset(getattr(module, "__dict__", ()))) for name, module in sys.modules.items()}

    def tear_down(self):
        """As finalize_modules() does it."""
        special = {name: getattr(sys, name) for name in _SPECIAL if hasattr(sys, name)}
        vars(sys).update(dict.fromkeys(_SPECIAL))
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
        alive = [(name, weakref.ref(module)) for name, module in sys.modules.items() if isinstance(module, types.ModuleType)]
        sys.modules.clear()
        _collect()
        for name, reference in reversed(alive):
            module = reference()
            if module is not None and module not in (sys, builtins):
                self._clear(name, module)
        self._clear("sys", sys)
        self._clear("builtins", builtins)
        del module
        _collect()
        sys.modules.update({name: module for name, (module, _) in self._kept.items()})
        vars(sys).update(special)

    def _clear(self, name, module):
        names = vars(module)
        kept, before = self._kept.get(name, (None, frozenset()))
        if kept is not module:
            before = frozenset(["__builtins__"])
        elif name in ("sys", "builtins"):
            before |= set(_SPECIAL)
        for late in False, True:
            for key in [key for key in names if key not in before and (late or str(key)[:1] == "_" != str(key)[1:2])]:
                names[key] = None
        if kept is module:
            for key in names.keys() - before:
                del names[key]


def _collect():
    if gc.isenabled():
        gc.collect()


def run_child(request, files):
    """Called by the host; the program's exit status, what it wrote, and the files that there are then."""
    try:
        line = _CommandLine(request["arguments"])
        settings = _settings(line, request["environment"])
    except Refused as error:
        return {"refused": str(error)}
    files.restore(request["files"], request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    files.programs.add(EXECUTABLE)
    sys.argv, sys.executable = line.arguments, EXECUTABLE
    streams = _Standard(request, settings)
    _warn(line, settings)
    _search(line, settings)
    modules, tests = _Modules(), _TestModules()
    status = 0
    try:
        _run_main(line)
    except BaseException as error:
        status = _exit_status(error)
    atexit._run_exitfuncs()
    modules.tear_down()
    sys.setrecursionlimit(_RECURSION_LIMIT)
    if tests.wanted:
        return {"refused": f"{tests.wanted} is not in the guest"}
    out, error = streams.content()
    return {"status": status, "out": out, "error": error, "files": files.state()}


class _Output(io.RawIOBase):
    """What a child writes, which runs when its parent wants to read."""

    def __init__(self, child, kind):
        self._child, self._kind, self._content = child, kind, None

    def readable(self):
        return True

    def readinto(self, target):
        if self._content is None:
            self._content = io.BytesIO(self._child._result()[self._kind])
        return self._content.readinto(target)


class _Input(io.BytesIO):
    """What the parent writes, kept when it closes it."""

    content = None

    def close(self):
        if not self.closed:
            self.content = self.getvalue()
        super().close()

    def written(self):
        return self.getvalue() if self.content is None else self.content


def _case():
    """The name of the case that runs."""
    frame = sys._getframe()
    while frame is not None:
        if isinstance(frame.f_locals.get("self"), unittest.TestCase):
            return frame.f_locals["self"]._testMethodName
        frame = frame.f_back
    return None


class Child:
    """subprocess.Popen for programs that are Python; runs when its result is wanted."""

    spawn = files = None
    pid = 43
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, *, cwd=None, env=None, text=None,
                 universal_newlines=None, encoding=None, errors=None, close_fds=True, shell=False):
        if shell or isinstance(args, (str, bytes)) or os.fsdecode(executable or args[0]) != EXECUTABLE:
            raise FileNotFoundError(2, "there are no processes, and this is not Python", str(args))
        if _case() in _ABOUT_THE_END:
            raise unittest.SkipTest("it is about the end of an interpreter")
        if not {stdin, stdout, stderr} <= {None, subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT}:
            raise unittest.SkipTest("a child has pipes here, and no files as standard streams")
        self.args, self.returncode, self._done = args, None, None
        self._environment = dict(os.environ if env is None else env)
        self._folder = os.path.join(os.getcwd(), os.fsdecode(cwd)) if cwd else os.getcwd()
        self._joined = stderr == subprocess.STDOUT
        mode = (encoding, errors) if text or universal_newlines or encoding or errors else None
        self._written = _Input()
        self.stdin = self._wrapped(self._written, mode) if stdin == subprocess.PIPE else None
        self.stdout, self.stderr = (self._wrapped(io.BufferedReader(_Output(self, kind)), mode) if wish == subprocess.PIPE else None
                                    for kind, wish in (("out", stdout), ("error", stderr)))

    @staticmethod
    def _wrapped(stream, mode):
        return stream if mode is None else io.TextIOWrapper(stream, mode[0] or "utf-8", mode[1], write_through=True)

    def _result(self):
        if self._done is None:
            self._done = self.spawn({
                "arguments": list(map(os.fsdecode, self.args[1:])), "environment": self._environment, "folder": self._folder,
                "input": self._written.written(), "joined": self._joined, "files": self.files.state()})
            if "refused" in self._done:
                self._done.update(status=2, out=b"", error=b"")
                raise unittest.SkipTest(self._done["refused"])
            self.returncode = self._done["status"]
            if "files" in self._done:
                self.files.restore(self._done["files"], self.files.getcwd())
        return self._done

    def wait(self, timeout=None):
        self._result()
        return self.returncode

    poll = wait

    def communicate(self, input=None, timeout=None):
        if input:
            self.stdin.write(input)
        self._result()
        return self.stdout and self.stdout.read(), self.stderr and self.stderr.read()

    def kill(self):
        pass

    terminate = kill

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for stream in self.stdin, self.stdout, self.stderr:
            if stream is not None:
                stream.close()
        if error[0] is None:
            self.wait()


def install_children(spawn, files):
    """In the parent; before test modules are imported, which ask test.support."""
    from test import support
    support.has_subprocess_support = True
    Child.spawn, Child.files = staticmethod(spawn), files
    subprocess.Popen = Child
    files.programs.add(EXECUTABLE)
    sys.executable = EXECUTABLE
