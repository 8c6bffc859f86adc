"""Packs CPython's library, compiled, into one zip: deterministic, without tests and without paths of this machine.

Modules lie as `name.pyc` where `name.py` would be, which is what zipimport looks for. They carry an unchecked hash, so no
time is compared; their file names read /usr/local/lib/python313.zip/…, where the guest mounts the archive.
"""
import argparse
import importlib._bootstrap_external
import importlib.util
import zipfile
from pathlib import Path

ARCHIVE = "/usr/local/lib/python313.zip"

# What a sandbox cannot run (no processes, no terminal, no shared libraries), and what nobody imports at run time.
LEFT_OUT = frozenset("""
    test idlelib tkinter turtledemo turtle ensurepip venv pydoc_data lib2to3 distutils curses multiprocessing
    ctypes ssl __phello__ antigravity this site-packages msilib
    _aix_support _android_support _apple_support _ios_support _osx_support
""".split())
# Debian's zone directory holds each zone several times and tables that zoneinfo does not read.
NOT_ZONES = frozenset("posix right posixrules localtime leapseconds leap-seconds.list iso3166.tab zone.tab zone1970.tab "
                      "zonenow.tab tzdata.zi +VERSION".split())

# Variables of sysconfig that say how, where and with which programs of the machine CPython was built: empty in the result.
OF_THE_BUILD = frozenset("""
    BUILD_GNU_TYPE CONFIG_ARGS FREEZE_MODULE FREEZE_MODULE_BOOTSTRAP HOSTRUNNER INSTALL INSTALL_DATA INSTALL_PROGRAM
    INSTALL_SCRIPT INSTALL_SHARED LLVM_PROF_ERR LLVM_PROF_FILE LLVM_PROF_FOUND LLVM_PROF_MERGER MKDIR_P PYTHON_FOR_BUILD
    PYTHON_FOR_FREEZE TESTPYTHON TESTRUNNER
""".split())


def library(folder):
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder)
        parts = {name.parts[0], name.stem, *name.parts[:-1]}
        if LEFT_OUT.isdisjoint({name.parts[0], name.parts[0].removesuffix(".py")}) \
                and parts.isdisjoint({"__pycache__", "test", "tests", "idle_test"}):
            yield name, path.read_bytes()


def sysconfig_data(cpython, forget):
    """The build's variables without those of the machine, its folders replaced by where such files usually lie."""
    build = cpython / (cpython / "pybuilddir.txt").read_text().strip()
    for path in sorted(build.glob("_sysconfigdata_*.py")):
        text = path.read_text()
        for folder in forget:
            text = text.replace(folder, "/usr/local/src")
        variables = {}
        exec(text, variables)
        neutral = {name: "" if name in OF_THE_BUILD else value for name, value in variables["build_time_vars"].items()}
        yield Path(path.name), f"build_time_vars = {neutral!r}\n".encode()


def absent(table):
    """Modules whose import says why they are not there. Still an ImportError, so that optional imports work."""
    for line in table.read_text().splitlines():
        name, _, reason = line.partition(" ")
        if name and name != "#":
            message = f"{name} is not available in the python-wasm sandbox: {reason}"
            yield Path(name + ".py"), f"raise ModuleNotFoundError({message!r}, name={name!r})\n".encode()


def zones(folder):
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] not in NOT_ZONES and path.is_file() and path.read_bytes()[:4] == b"TZif":
            yield name, path.read_bytes()


# What the library takes from modules that the sandbox has not, and which one has it: file, text, its place, how often.
AMENDED = (
    ("types.py", b"import _socket\n", b"import _datetime\n", 1),  # the only capsule that types looks for
    ("types.py", b"_socket.CAPI", b"_datetime.datetime_CAPI", 1),
    ("hashlib.py", b"from _hashlib import pbkdf2_hmac", b"from _key_derivation import pbkdf2_hmac", 1),
    ("hashlib.py", b"from _hashlib import scrypt", b"from _key_derivation import scrypt", 1),
    # An error of the data ends it, the end of a call does not: TimeoutError is an OSError, too.
    ("bz2.py", b"        except OSError:\n            if results:\n",
     b"        except OSError as error:\n            if results and not isinstance(error, TimeoutError):\n", 1),
    ("_compression.py", b"                except self._trailing_error:\n",
     b"                except self._trailing_error as error:\n"
     b"                    if isinstance(error, TimeoutError):\n                        raise\n", 1),
)


def amend(modules):
    for file, old, new, count in AMENDED:
        name = Path(file)
        if modules[name].count(old) != count:
            raise SystemExit(f"{file} has {old.decode().strip()!r} not {count} times: another version of CPython?")
        modules[name] = modules[name].replace(old, new)


def compiled(name, source):
    code = compile(source, f"{ARCHIVE}/{name.as_posix()}", "exec", dont_inherit=True, optimize=0)
    return bytes(importlib._bootstrap_external._code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def contents(arguments):
    modules = dict(library(arguments.cpython / "Lib"))
    amend(modules)
    modules.update(sysconfig_data(arguments.cpython, arguments.forget))
    modules.update(absent(arguments.absent))
    for folder in arguments.modules:
        modules.update((path.relative_to(folder), path.read_bytes()) for path in folder.rglob("*.py"))
    files = {}
    keys = []
    # The layout of the package tzdata on PyPI, which zoneinfo falls back to.
    modules[Path("tzdata/__init__.py")] = modules[Path("tzdata/zoneinfo/__init__.py")] = b""
    for name, data in zones(arguments.zoneinfo):
        files["tzdata/zoneinfo/" + name.as_posix()] = data
        keys.append(name.as_posix())
        for parent in list(name.parents)[:-1]:
            modules[Path("tzdata/zoneinfo", parent, "__init__.py")] = b""
    files["tzdata/zones"] = "".join(key + "\n" for key in keys).encode()
    for name, source in modules.items():
        files[name.with_suffix(".pyc").as_posix()] = compiled(name, source)
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cpython", type=Path, required=True, help="the configured source tree")
    parser.add_argument("--zoneinfo", type=Path, required=True, help="the folder of compiled time zones")
    parser.add_argument("--modules", type=Path, action="append", default=[], help="modules to add or to replace by")
    parser.add_argument("--absent", type=Path, required=True, help="the table of modules that cannot be there")
    parser.add_argument("--forget", action="append", default=[], help="a folder whose name must not be seen in the result")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    with zipfile.ZipFile(arguments.out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(contents(arguments).items()):
            for folder in arguments.forget:
                if folder.encode() in data:
                    raise SystemExit(f"{name} holds a path of this machine: {folder}")
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


if __name__ == "__main__":
    main()
