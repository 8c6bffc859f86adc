"""Files for CPython's tests, in memory: those of the test package, and what tests write into the current folder or into folders
that they make there.

Names that Python code looks up are replaced: open(), os.stat() and a few more. Everything else about files is as it always is in
the sandbox: refused.
"""
import builtins
import errno
import glob
import importlib.machinery
import importlib.util
import io
import os
import pkgutil
import shutil
import sys
import tempfile
import tokenize
from stat import S_IFDIR, S_IFREG, S_ISDIR, S_ISREG

_MODES = {kind + more for kind in "rwax" for more in ("", "b", "t", "+", "b+", "+b", "t+", "+t")}
_REPLACED = "stat lstat listdir scandir access unlink remove mkdir rmdir rename replace chdir getcwd".split()


_ZONES = "/usr/share/zoneinfo/"


def _zone(name):
    """The guest has time zones as resources of a package."""
    try:
        return pkgutil.get_data("tzdata", "zoneinfo/" + name)
    except OSError:
        return None


class _Written(io.BytesIO):
    """A file that a test writes; it is there for others from the start, and has its content when flushed or closed."""

    def __init__(self, files, path, content, readable):
        super().__init__(content)
        self._files, self._path, self._readable = files, path, readable
        self.flush()

    def readable(self):
        return self._readable

    def read(self, size=-1):
        if not self._readable:
            raise io.UnsupportedOperation("read")
        return super().read(size)

    def readinto(self, target):
        if not self._readable:
            raise io.UnsupportedOperation("readinto")
        return super().readinto(target)

    def flush(self):
        if not self.closed and self._path is not None:
            self._files[self._path] = self.getvalue()

    def close(self):
        self.flush()
        self._path = None
        super().close()


class _Entry:
    """What os.scandir() answers."""

    def __init__(self, folder, name, status):
        self.name, self.path, self._status = name, os.path.join(folder, name), status

    def __fspath__(self):
        return self.path

    def stat(self, *, follow_symlinks=True):
        return self._status

    def is_dir(self, *, follow_symlinks=True):
        return S_ISDIR(self._status.st_mode)

    def is_file(self, *, follow_symlinks=True):
        return S_ISREG(self._status.st_mode)

    def is_symlink(self):
        return False

    def is_junction(self):
        return False


class _Entries(list):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)

    def close(self):
        pass


class _Loader(importlib.machinery.SourceFileLoader):
    """Of a module that a test has written."""

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()

    def path_stats(self, path):
        raise OSError("nothing compiled is kept")


def _status(mode, size):
    return os.stat_result((mode, 0, 0, 1, 0, 0, size, 0, 0, 0))


def _error(number, path):
    return OSError(number, os.strerror(number), path)


class Files:
    """A library's files, which cannot be changed, and those of the tests."""

    def __init__(self, library):
        self._library = library
        self._written = {}
        self._made = {"/"}
        self._modes = {}
        self._current = "/"
        self._outside = {name: getattr(os, name) for name in _REPLACED}
        self._open_outside = builtins.open

    def install(self):
        builtins.open = io.open = tokenize._builtin_open = self.open
        for name in _REPLACED:
            setattr(os, name, getattr(self, name))
        os.chmod = self.chmod  # which WASI lacks
        tempfile.TemporaryFile = self.temporary
        tempfile.NamedTemporaryFile = self.named_temporary
        tempfile.tempdir = "/"
        shutil._use_fd_functions = False
        glob._StringGlobber.scandir = staticmethod(self.scandir)
        sys.meta_path.append(self)

    def state(self):
        """What tests have written, for another interpreter."""
        return {"written": self._written, "made": sorted(self._made), "modes": self._modes}

    def restore(self, state, folder):
        # The open files of this interpreter know the dictionary.
        self._written.clear()
        self._written.update(state["written"])
        self._made = set(state["made"])
        self._modes = dict(state["modes"])
        self._current = folder

    def find_spec(self, name, path=None, target=None):
        """Modules in folders of the tests."""
        for folder in sys.path if path is None else path:
            base = os.path.join(folder, name.rpartition(".")[2])
            for file, inside in (base + "/__init__.py", [base]), (base + ".py", None):
                if self._path(file) in self._written:
                    return importlib.util.spec_from_file_location(
                        name, file, loader=_Loader(name, file), submodule_search_locations=inside)
        return None

    def _path(self, path):
        try:
            name = os.fsdecode(path)
        except (TypeError, ValueError):
            return None
        return os.path.normpath(os.path.join(self._current, name)) if name and "\0" not in name else None

    def _content(self, path):
        if path in self._written:
            return self._written[path]
        if path is not None and path.startswith(_ZONES):
            return _zone(path.removeprefix(_ZONES))
        return self._library.read(path) if path is not None and self._library.is_file(path) else None

    def _is_folder(self, path):
        return path in self._made or path in self._library.folders

    def _names(self, folder):
        """What is in a folder of the library or of the tests."""
        own = (path for path in (*self._written, *self._made) if path != "/" and os.path.dirname(path) == folder)
        return sorted({*self._library.folders.get(folder, ()), *map(os.path.basename, own)})

    def open(self, file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        path = self._path(file) if opener is None and isinstance(mode, str) and mode in _MODES else None
        content = None if path is None else self._content(path)
        if path is not None and (content is None or "x" in mode or "w" in mode):
            content = self._fresh(path, mode, content)
        if content is None:
            return self._open_outside(file, mode, buffering, encoding, errors, newline, closefd, opener)
        writing = set(mode) & set("wax+")
        data = _Written(self._written, path, content, bool(set(mode) & set("r+"))) if writing else io.BytesIO(content)
        data.name, data.mode = file, mode.replace("t", "")
        if "a" in mode:
            data.seek(0, os.SEEK_END)
        return data if "b" in mode else io.TextIOWrapper(data, encoding, errors, newline)

    def _fresh(self, path, mode, content):
        """Empty content where a file may be made: in the folders of the tests."""
        if "x" in mode and content is not None:
            raise _error(errno.EEXIST, path)
        allowed = set(mode) & set("wax") and os.path.dirname(path) in self._made and not self._is_folder(path)
        return b"" if allowed else None

    def temporary(self, mode="w+b", buffering=-1, encoding=None, newline=None, *rest, errors=None, **others):
        data = io.BytesIO()
        return data if "b" in mode else io.TextIOWrapper(data, encoding, errors, newline)

    def named_temporary(self, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                        delete=True, *, errors=None, delete_on_close=True):
        name = os.path.join(dir or "/", f"{prefix or 'tmp'}{len(self._written)}{suffix or ''}")
        return self.open(name, mode, buffering, encoding, errors, newline)

    def _stat(self, name, path, options):
        inside = self._path(path)
        if self._is_folder(inside):
            return _status(S_IFDIR | (0o755 if inside in self._made else 0o555), 0)
        content = self._content(inside)
        if content is None:
            return self._outside[name](path, **options)
        return _status(S_IFREG | self._modes.get(inside, 0o644), len(content))

    def chmod(self, path, mode, **options):
        """A mode is noted and nothing else, as if root went on."""
        inside = self._path(path)
        if inside not in self._written:
            raise _error(errno.EPERM, path)
        self._modes[inside] = mode

    def stat(self, path, **options):
        return self._stat("stat", path, options)

    def lstat(self, path, **options):
        return self._stat("lstat", path, options)

    def access(self, path, mode, **options):
        inside = self._path(path)
        known = self._content(inside) is not None or self._is_folder(inside)
        return known or self._outside["access"](path, mode, **options)

    def listdir(self, path="."):
        inside = self._path(path)
        if not self._is_folder(inside):
            if self._content(inside) is not None:
                raise _error(errno.ENOTDIR, path)
            return self._outside["listdir"](path)
        names = self._names(inside)
        return list(map(os.fsencode, names)) if isinstance(path, bytes) else names

    def scandir(self, path="."):
        inside = self._path(path)
        if not self._is_folder(inside):
            return self._outside["scandir"](path)
        return _Entries(_Entry(path, name, self.stat(os.path.join(inside, os.fsdecode(name))))
                        for name in self.listdir(path))

    def unlink(self, path, **options):
        self._modes.pop(self._path(path), None)
        if self._written.pop(self._path(path), None) is None:
            self._outside["unlink"](path, **options)

    remove = unlink

    def mkdir(self, path, mode=0o777, **options):
        inside = self._path(path)
        if self._is_folder(inside) or self._content(inside) is not None:
            raise _error(errno.EEXIST, path)
        if inside is None or os.path.dirname(inside) not in self._made:
            return self._outside["mkdir"](path, mode, **options)
        self._made.add(inside)

    def rmdir(self, path, **options):
        inside = self._path(path)
        if inside not in self._made or inside == "/":
            return self._outside["rmdir"](path, **options)
        if self._names(inside):
            raise _error(errno.ENOTEMPTY, path)
        self._made.remove(inside)

    def rename(self, source, target, **options):
        old, new = self._path(source), self._path(target)
        if old not in self._written or new is None or os.path.dirname(new) not in self._made or self._is_folder(new):
            return self._outside["rename"](source, target, **options)
        self._written[new] = self._written.pop(old)

    replace = rename

    def chdir(self, path):
        inside = self._path(path)
        if not self._is_folder(inside):
            return self._outside["chdir"](path)
        self._current = inside

    def getcwd(self):
        return self._current
