"""Runs the cases of one of CPython's test modules, one at a time. The same file serves the guest and a native Python."""
import importlib
import sys
import traceback
import types
import unittest

# Py_C_RECURSION_LIMIT
C_RECURSION_LIMIT = 5000 if sys.platform == "wasi" else 10000


class _Record(unittest.TestResult):
    """What became of one case; the fixtures of its class and module that ran before it count as part of it."""

    def __init__(self):
        super().__init__()
        self._testRunEntered = True  # suites then leave class and module fixtures in place between two cases
        self.begin()

    def begin(self):
        self.outcome, self.detail = None, ""

    def _note(self, outcome, detail=""):
        # A failure is not forgotten for a skipped or passed part of the same case.
        if self.outcome not in ("fail", "error"):
            self.outcome, self.detail = outcome, detail

    def addSuccess(self, test):
        if self.outcome is None:
            self._note("pass")

    def addFailure(self, test, error):
        self._note("fail", _text(error))

    def addError(self, test, error):
        self._note("error", _text(error))

    def addSkip(self, test, reason):
        self._note("skip", str(reason))

    def addExpectedFailure(self, test, error):
        self._note("pass")

    def addUnexpectedSuccess(self, test):
        self._note("fail", "unexpected success")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            kind = "fail" if issubclass(error[0], test.failureException) else "error"
            self._note(kind, f"{subtest}\n{_text(error)}")


def _text(error):
    try:
        text = "".join(traceback.TracebackException(*error, lookup_lines=True).format())
    except BaseException as problem:
        text = f"{error[0].__name__} (formatting it raised {type(problem).__name__})"
    return text[-8000:].encode("utf-8", "backslashreplace").decode("utf-8")


def _flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield test


def _unique(names):
    seen = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


# Extension modules that exist for CPython's own tests only and are not built into the guest: they are hidden from a native
# Python as well, so that both run the same cases.
_TEST_MODULES = """
    _testbuffer _testcapi _testclinic _testclinic_limited _testexternalinspection _testimportmultiple _testinternalcapi
    _testlimitedcapi _testmultiphase _testsinglephase _ctypes_test xxsubtype _xxtestfuzz
""".split()


def _hide_test_modules(stand_in):
    for name in _TEST_MODULES:
        sys.modules[name] = stand_in


def _load(module):
    try:
        return unittest.defaultTestLoader.loadTestsFromName(module)
    except unittest.SkipTest:
        # It asks for one of them as a whole, though few of its cases use it.
        _hide_test_modules(types.ModuleType("_testcapi"))
        return unittest.defaultTestLoader.loadTestsFromName(module)


def _prepare(module):
    _hide_test_modules(None)
    if module == "test.test_traceback":
        # Half of its cases are about what the C code prints; sys.__excepthook__ is that code too.
        sys.modules["_testcapi"] = types.SimpleNamespace(exception_print=_exception_print)
    from test import support
    from test.support import os_helper
    os_helper.create_empty_file = _create_empty_file
    support.use_resources = []
    support.verbose = 0
    # Nothing here opens a socket; what asks for them are cases of asyncio, which runs in the guest without.
    support.has_socket_support = True
    # What test.support would ask _testcapi and _testinternalcapi.
    support.get_c_recursion_limit = lambda: C_RECURSION_LIMIT
    support.has_no_debug_ranges = lambda: False
    # Most cases that are skipped on WASI would end an interpreter by deep recursion, which is an exception here.
    support.is_wasi = False
    _import_tools(support)


def _import_tools(support):
    """The tests of CPython's tools need processes; others take helpers from that package, which need none."""
    known, support.has_subprocess_support = support.has_subprocess_support, True
    try:
        importlib.import_module("test.test_tools")
    except ImportError:
        pass  # not among what this module needs
    finally:
        support.has_subprocess_support = known


def _create_empty_file(name):
    """Without descriptors, which the guest lacks."""
    open(name, "wb").close()


def _exception_print(error, legacy=False):
    sys.__excepthook__(type(error), error, getattr(error, "__traceback__", None))


class Harness:
    """The cases of one module, in the order in which CPython's own runner takes them."""

    def __init__(self, module):
        _prepare(module)
        self._cases = list(_flat(_load(module)))
        self._record = _Record()
        self._standard = sys.stdin, sys.stdout, sys.stderr

    def names(self):
        return list(_unique(case.id() for case in self._cases))

    def run(self, index):
        """Outcome (pass, fail, error, skip) and its detail: a traceback or the reason of a skip."""
        case, record = self._cases[index], self._record
        record.begin()
        try:
            unittest.TestSuite([case]).run(record)
            if record.outcome is None:
                record._note("error", "it did not run, because a fixture of its class or module failed")
        except KeyboardInterrupt:
            record._note("error", "KeyboardInterrupt\n" + traceback.format_exc())
        finally:
            sys.stdin, sys.stdout, sys.stderr = self._standard
        self._cases[index] = None
        return [record.outcome, record.detail]
