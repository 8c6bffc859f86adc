"""Puts CPython's test package before the guest, which has no files: modules and data come from an archive in memory.

Modules are imported by a finder of their own. For files, names that Python code looks up are replaced: open(), os.stat() and a
few more answer for the archive's folder, and for the files that tests write into the current folder, which stay in memory too.
Everything else about files is as it always is in the sandbox: refused.
"""
import builtins
import errno
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import stat
import sys
import tempfile
import tokenize
import types
import zipfile

ROOT = "/test-library"
_MODES = {kind + more for kind in "rwax" for more in ("", "b", "t", "+", "b+", "+b", "t+", "+t")}


class _Library(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    def __init__(self, archive):
        self._zip = zipfile.ZipFile(io.BytesIO(archive))
        self.folders = {ROOT: set()}
        for name in self._zip.namelist():
            self._add(f"{ROOT}/{name}")

    def _add(self, path):
        folder, _, name = path.rpartition("/")
        if folder not in self.folders:
            self.folders[folder] = set()
            self._add(folder)
        self.folders[folder].add(name)

    def is_file(self, path):
        folder, _, name = path.rpartition("/")
        return name in self.folders.get(folder, ()) and path not in self.folders

    def read(self, path):
        return self._zip.read(path.removeprefix(ROOT + "/"))

    def find_spec(self, name, path=None, target=None):
        file = f"{ROOT}/{name.replace('.', '/')}"
        package = self.is_file(file + "/__init__.py")
        file += "/__init__.py" if package else ".py"
        if not self.is_file(file):
            return self._namespace(name)
        spec = importlib.util.spec_from_loader(name, self, origin=file, is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [file.rpartition("/")[0]]
        return spec

    def _namespace(self, name):
        """A folder without __init__.py."""
        folder = f"{ROOT}/{name.replace('.', '/')}"
        if folder not in self.folders:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations.append(folder)
        return spec

    def get_filename(self, name):
        return self.find_spec(name).origin

    def is_package(self, name):
        return self.get_filename(name).endswith("/__init__.py")

    def get_source(self, name):
        return importlib.util.decode_source(self.read(self.get_filename(name)))

    def get_code(self, name):
        file = self.get_filename(name)
        return self.source_to_code(self.read(file), file)

    def get_data(self, path):
        return self.read(path)


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

    def flush(self):
        if not self.closed and self._path is not None:
            self._files[self._path] = self.getvalue()

    def close(self):
        self.flush()
        self._path = None
        super().close()


class _Files:
    """What open() and some functions of os answer for paths in the library or the current folder."""

    def __init__(self, library):
        self._library = library
        self._written = {}
        self._outside = {name: getattr(os, name) for name in ("stat", "lstat", "listdir", "unlink", "remove", "access")}
        self._open_outside = builtins.open

    def install(self):
        builtins.open = io.open = tokenize._builtin_open = self.open
        os.stat, os.lstat, os.listdir, os.access = self.stat, self.lstat, self.listdir, self.access
        os.unlink = os.remove = self.unlink
        tempfile.TemporaryFile = self.temporary

    @staticmethod
    def _path(path):
        try:
            path = os.path.normpath(os.path.join("/", os.fsdecode(path)))
        except (TypeError, ValueError):
            return None
        return None if "\0" in path else path

    def _content(self, path):
        if path in self._written:
            return self._written[path]
        return self._library.read(path) if path is not None and self._library.is_file(path) else None

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
        """Empty content where a file may be made: in the current folder, which is the root."""
        if "x" in mode and content is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        return b"" if set(mode) & set("wax") and path.rpartition("/")[0] == "" and path != "/" else None

    def temporary(self, mode="w+b", buffering=-1, encoding=None, newline=None, *rest, errors=None, **others):
        data = io.BytesIO()
        return data if "b" in mode else io.TextIOWrapper(data, encoding, errors, newline)

    def _stat(self, name, path, options):
        inside = self._path(path)
        if inside in self._library.folders:
            return os.stat_result((stat.S_IFDIR | 0o555, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        content = self._content(inside)
        if content is None:
            return self._outside[name](path, **options)
        return os.stat_result((stat.S_IFREG | 0o644, 0, 0, 1, 0, 0, len(content), 0, 0, 0))

    def stat(self, path, **options):
        return self._stat("stat", path, options)

    def lstat(self, path, **options):
        return self._stat("lstat", path, options)

    def access(self, path, mode, **options):
        return self._content(self._path(path)) is not None or self._outside["access"](path, mode, **options)

    def listdir(self, path="."):
        inside = self._path(path)
        if inside not in self._library.folders:
            return self._outside["listdir"](path)
        return sorted(self._library.folders[inside])

    def unlink(self, path, **options):
        if self._written.pop(self._path(path), None) is None:
            self._outside["unlink"](path, **options)


def install(archive):
    library = _Library(archive)
    sys.meta_path.insert(0, library)
    # Not in the guest; tests import it to look at its name.
    sys.modules["dbm"] = types.ModuleType("dbm")
    _Files(library).install()
