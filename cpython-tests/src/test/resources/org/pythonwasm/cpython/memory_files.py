"""Files for CPython's tests, in memory: those of the test package, and what tests write into the current folder or into folders
that they make there.

Names that Python code looks up are replaced: open(), os.stat() and a few more. Files have inodes, hard and symbolic links, modes
that mean nothing, and descriptors for as long as they are open. Everything else about files is as it always is in the sandbox:
refused.
"""
import builtins
import bz2
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
import weakref
from _python_wasm import sources
from stat import S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_ISDIR, S_ISLNK, S_ISREG

_MODES = {kind + more for kind in "rwax" for more in ("", "b", "t", "+", "b+", "+b", "t+", "+t")}
_REPLACED = """
    stat lstat fstat listdir scandir access unlink remove mkdir rmdir rename replace chdir getcwd getcwdb
    symlink readlink link open close read write
""".split()
_ADDED = ["chmod", "pipe"]  # which WASI lacks
_HOME = "/home"  # the current folder at first
_LIBRARY = "/usr/local/lib/python313.zip/"
_MASK = 0o022
_MOST_LINKS = 40  # as Linux follows
_FIRST_DESCRIPTOR = 100  # the guest has none of these
_READ_KINDS, _WRITE_KINDS = {os.O_RDONLY, os.O_RDWR}, {os.O_WRONLY, os.O_RDWR}


_ZONES = "/usr/share/zoneinfo/"


def _zone(name):
    """The guest has time zones as resources of a package."""
    try:
        return pkgutil.get_data("tzdata", "zoneinfo/" + name)
    except OSError:
        return None


class _Node:
    """A file whatever its names."""

    def __init__(self, number, content=b"", mode=S_IFREG | 0o644):
        self.number, self.content, self.mode = number, content, mode


class _Open(io.BytesIO):
    """An open file; what is written is there for others when it is flushed or closed."""

    def __init__(self, files, node, readable, writable, appending=False):
        super().__init__(node.content)
        self._files, self._node, self._readable, self._writable = files, node, readable, writable
        self._descriptor = None
        if appending:
            self.seek(0, os.SEEK_END)

    def readable(self):
        return self._readable

    def writable(self):
        return self._writable

    def _check(self, allowed, what):
        if not allowed:
            raise io.UnsupportedOperation(what)

    def read(self, size=-1):
        self._check(self._readable, "read")
        return super().read(size)

    def readinto(self, target):
        self._check(self._readable, "readinto")
        return super().readinto(target)

    def write(self, data):
        self._check(self._writable, "write")
        return super().write(data)

    def truncate(self, size=None):
        self._check(self._writable, "truncate")
        return super().truncate(size)

    def fileno(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        if self._descriptor is None:
            self._descriptor = self._files.descriptor(self)
        return self._descriptor

    def status(self):
        return self._files.status_of(self._node)

    def again(self):
        """The same file with a position of its own."""
        self.flush()
        other = _Open(self._files, self._node, self._readable, self._writable)
        other.seek(self.tell())
        return other

    def flush(self):
        if not self.closed and self._writable:
            self._node.content = self.getvalue()

    def close(self):
        self.flush()
        super().close()


class _PipeEnd(_Open):

    def read(self, size=-1):
        self._check(self._readable, "read")
        content = self._node.content
        size = len(content) if size < 0 else size
        self._node.content = content[size:]
        return content[:size]

    def write(self, data):
        self._check(self._writable, "write")
        self._node.content += bytes(data)
        return len(data)

    def flush(self):
        pass


class _Entry:
    """What os.scandir() returns."""

    def __init__(self, files, path, inside):
        self.name, self.path, self._files, self._inside = os.path.basename(path), path, files, inside

    def __fspath__(self):
        return self.path

    def stat(self, *, follow_symlinks=True):
        return (self._files.stat if follow_symlinks else self._files.lstat)(self._inside)

    def inode(self):
        return self.stat(follow_symlinks=False).st_ino

    def _is(self, kind, follow_symlinks=True):
        try:
            return kind(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except FileNotFoundError:
            return False

    def is_dir(self, *, follow_symlinks=True):
        return self._is(S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        return self._is(S_ISREG, follow_symlinks)

    def is_symlink(self):
        return self._is(S_ISLNK, False)

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


def _error(number, path):
    return OSError(number, os.strerror(number), path)


class Files:
    """A library's files, which cannot be changed, and those of the tests. library_source() returns the source of a file of the
    guest's own library, which has compiled files only, or None."""

    def __init__(self, library, library_source):
        self._library, self._library_source = library, library_source
        self._sources = {}
        self._written = {}
        self._links = {}
        self._made = dict.fromkeys(["/", _HOME], 0o755)
        self._numbers = {}
        self._last_number = 1
        self._current = _HOME
        self.programs = set()  # which are there and cannot be started
        self._descriptors = weakref.WeakValueDictionary()
        self._without_file = {}
        self._outside = {name: getattr(os, name, None) for name in _REPLACED}
        self._open_outside = builtins.open

    def install(self):
        builtins.open = io.open = tokenize._builtin_open = bz2._builtin_open = self.open
        for name in _REPLACED + _ADDED:
            setattr(os, name, getattr(self, "open_descriptor" if name == "open" else name))
        sources._archive = None  # whose sources are looked for here
        tempfile.TemporaryFile = self.temporary
        tempfile.NamedTemporaryFile = self.named_temporary
        tempfile.tempdir = "/"
        shutil._use_fd_functions = False
        glob._StringGlobber.scandir = staticmethod(self.scandir)
        sys.meta_path.append(self)

    def state(self):
        """What tests have written, for another interpreter."""
        nodes = {node.number: [node.number, node.content, node.mode] for node in self._written.values()}
        return {"files": [[path, node.number] for path, node in self._written.items()], "nodes": list(nodes.values()),
                "links": self._links, "made": self._made, "last": self._last_number}

    def restore(self, state, folder):
        # Open files of this interpreter have its nodes.
        known = {node.number: node for node in self._written.values()}
        for number, content, mode in state["nodes"]:
            node = known.setdefault(number, _Node(number))
            node.content, node.mode = content, mode
        self._written = {path: known[number] for path, number in state["files"]}
        self._links, self._made = dict(state["links"]), dict(state["made"])
        self._last_number, self._current = state["last"], folder

    def find_spec(self, name, path=None, target=None):
        """Modules in folders of the tests."""
        spaces = []
        for folder in sys.path if path is None else path:
            base = os.path.join(self._current, folder, name.rpartition(".")[2])
            for file, inside in (base + "/__init__.py", [base]), (base + ".py", None):
                if self._found(file) in self._written:
                    return importlib.util.spec_from_file_location(
                        name, file, loader=_Loader(name, file), submodule_search_locations=inside)
            if self._found(base) in self._made:
                spaces.append(base)
        if not spaces:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = spaces
        return spec

    def _found(self, path):
        try:
            return self._path(path)
        except OSError:
            return None

    def _path(self, path, follow=True):
        """Where a name leads to, absolute and without links; a link that the name itself is stays where follow is false."""
        try:
            name = os.fsdecode(path)
        except (TypeError, ValueError):
            return None
        if not name or "\0" in name:
            return None
        ahead = os.path.join(self._current, name).split("/")[::-1]
        done, links = "", 0
        while ahead:
            part = ahead.pop()
            if part == "..":
                done = done.rpartition("/")[0]
            elif part not in ("", "."):
                done, before = f"{done}/{part}", done
                if done in self._links and (ahead or follow):
                    links += 1
                    if links > _MOST_LINKS:
                        raise _error(errno.ELOOP, path)
                    ahead += self._links[done].split("/")[::-1]
                    done = "" if self._links[done].startswith("/") else before
                elif ahead and done in self._written:
                    raise _error(errno.ENOTDIR, path)
        return done or "/"

    def _content(self, path):
        if path in self._written:
            return self._written[path].content
        if path is None:
            return None
        if path in self.programs:
            return b""
        if path.startswith(_ZONES):
            return _zone(path.removeprefix(_ZONES))
        if path.startswith(_LIBRARY):
            if path not in self._sources:
                self._sources[path] = self._library_source(path.removeprefix(_LIBRARY)) if path.endswith(".py") else None
            return self._sources[path]
        return self._library.read(path) if self._library.is_file(path) else None

    def _is_folder(self, path):
        return path in self._made or path in self._library.folders

    def _names(self, folder):
        """What is in a folder of the library or of the tests."""
        own = (path for path in (*self._written, *self._links, *self._made) if path != "/" and os.path.dirname(path) == folder)
        return sorted({*self._library.folders.get(folder, ()), *map(os.path.basename, own)})

    def _next_number(self):
        self._last_number += 1
        return self._last_number

    def _node(self, path):
        """Of a file that there is, or None."""
        if path in self._written:
            return self._written[path]
        content = self._content(path)
        return None if content is None else _Node(self._number(path), content, S_IFREG | 0o644)

    def _number(self, path):
        if path not in self._numbers:
            self._numbers[path] = self._next_number()
        return self._numbers[path]

    def open(self, file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
        if opener is not None or not isinstance(mode, str) or mode not in _MODES:
            return self._open_outside(file, mode, buffering, encoding, errors, newline, closefd, opener)
        if self._of(file) is not None:
            data = self._taken(file, closefd)
        else:
            kinds = set(mode)
            data = self._opened(file, bool(kinds & set("r+")), bool(kinds & set("wax+")), bool(kinds & set("wax")), "x" in kinds,
                                "w" in kinds, "a" in kinds)
        if data is None:
            return self._open_outside(file, mode, buffering, encoding, errors, newline, closefd, opener)
        data.name, data.mode = file, mode.replace("t", "")
        return data if "b" in mode else io.TextIOWrapper(data, encoding, errors, newline)

    def _opened(self, file, reading, writing, making, exclusive, emptied, appending, mode=0o666):
        """None where it is not for these files."""
        path = self._path(file, follow=not exclusive)
        node = None if path is None else self._node(path)
        if exclusive and (node is not None or path in self._links):
            raise _error(errno.EEXIST, file)
        if node is None:
            if path is None or not making or self._is_folder(path) or os.path.dirname(path) not in self._made:
                return None
            node = self._written[path] = _Node(self._next_number(), mode=S_IFREG | mode & ~_MASK)
        elif writing and path not in self._written:
            return None
        elif emptied:
            node.content = b""
        return _Open(self, node, reading, writing, appending)

    def _taken(self, descriptor, closes):
        """An open file for what os.open() has opened."""
        if not closes:
            data = self._descriptors[descriptor].again()
            data._descriptor = descriptor
            return data
        data = self._without_file.pop(descriptor, None)
        return self._descriptors[descriptor] if data is None else data

    def descriptor(self, file):
        free = _FIRST_DESCRIPTOR
        while free in self._descriptors and not self._descriptors[free].closed:
            free += 1
        self._descriptors[free] = file
        return free

    def _of(self, descriptor):
        """The open file, or None."""
        file = self._descriptors.get(descriptor) if type(descriptor) is int else None
        return None if file is None or file.closed else file

    def _kept(self, file):
        self._without_file[file.fileno()] = file
        return file.fileno()

    def open_descriptor(self, path, flags, mode=0o777, **options):
        kind = flags & (os.O_RDONLY | os.O_WRONLY | os.O_RDWR)
        making, exclusive, emptied, appending = (bool(flags & flag) for flag in (os.O_CREAT, os.O_EXCL, os.O_TRUNC, os.O_APPEND))
        file = self._opened(path, kind in _READ_KINDS, kind in _WRITE_KINDS, making, making and exclusive, emptied, appending, mode)
        return self._outside["open"](path, flags, mode, **options) if file is None else self._kept(file)

    def close(self, descriptor):
        file = self._of(descriptor)
        if file is None:
            return self._outside["close"](descriptor)
        self._without_file.pop(descriptor, None)
        file.close()

    def read(self, descriptor, size):
        file = self._of(descriptor)
        return self._outside["read"](descriptor, size) if file is None else file.read(size)

    def write(self, descriptor, data):
        file = self._of(descriptor)
        if file is None:
            return self._outside["write"](descriptor, data)
        size = file.write(data)
        file.flush()
        return size

    def pipe(self):
        node = _Node(self._next_number(), mode=S_IFIFO | 0o600)
        return self._kept(_PipeEnd(self, node, True, False)), self._kept(_PipeEnd(self, node, False, True))

    def temporary(self, mode="w+b", buffering=-1, encoding=None, newline=None, *rest, errors=None, **others):
        data = _Open(self, _Node(self._next_number(), mode=S_IFREG | 0o600), True, True)
        return data if "b" in mode else io.TextIOWrapper(data, encoding, errors, newline)

    def named_temporary(self, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                        delete=True, *, errors=None, delete_on_close=True):
        name = os.path.join(dir or "/", f"{prefix or 'tmp'}{len(self._written)}{suffix or ''}")
        return self.open(name, mode, buffering, encoding, errors, newline)

    def status_of(self, node):
        names = sum(other is node for other in self._written.values())
        return self._status(node.mode, len(node.content), node.number, names)

    @staticmethod
    def _status(mode, size, number, names=1):
        return os.stat_result((mode, number, 1, names, 0, 0, size, 0, 0, 0))

    def _stat(self, name, path, options, follow):
        inside = self._path(path, follow)
        if inside in self._links:
            return self._status(S_IFLNK | 0o777, len(os.fsencode(self._links[inside])), self._number(inside))
        if self._is_folder(inside):
            return self._status(S_IFDIR | self._made.get(inside, 0o555), 0, self._number(inside))
        node = self._node(inside)
        return self._outside[name](path, **options) if node is None else self.status_of(node)

    def chmod(self, path, mode, **options):
        """A mode is noted and nothing else, as if root went on."""
        inside = self._path(path)
        if inside in self._made:
            self._made[inside] = mode
        elif inside in self._written:
            self._written[inside].mode = S_IFREG | mode
        else:
            raise _error(errno.EPERM, path)

    def stat(self, path, **options):
        file = self._of(path)
        return self._stat("stat", path, options, options.get("follow_symlinks", True)) if file is None else file.status()

    def lstat(self, path, **options):
        return self._stat("lstat", path, options, False)

    def fstat(self, descriptor):
        file = self._of(descriptor)
        return self._outside["fstat"](descriptor) if file is None else file.status()

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
        return _Entries(_Entry(self, os.path.join(path, name), os.path.join(inside, os.fsdecode(name)))
                        for name in self.listdir(path))

    def unlink(self, path, **options):
        inside = self._path(path, follow=False)
        if inside in self._links:
            del self._links[inside]
        elif self._written.pop(inside, None) is None:
            self._outside["unlink"](path, **options)
        self._numbers.pop(inside, None)

    remove = unlink

    def _free(self, path):
        """Where a new name may be made; None where it is not for these files."""
        inside = self._path(path, follow=False)
        if self._is_folder(inside) or inside in self._links or self._content(inside) is not None:
            raise _error(errno.EEXIST, path)
        return inside if inside is not None and os.path.dirname(inside) in self._made else None

    def mkdir(self, path, mode=0o777, **options):
        inside = self._free(path)
        if inside is None:
            return self._outside["mkdir"](path, mode, **options)
        self._made[inside] = mode & ~_MASK

    def symlink(self, source, target, target_is_directory=False, **options):
        inside = self._free(target)
        if inside is None:
            return self._outside["symlink"](source, target, **options)
        self._links[inside] = os.fsdecode(source)

    def readlink(self, path, **options):
        inside = self._path(path, follow=False)
        if inside in self._links:
            return os.fsencode(self._links[inside]) if isinstance(path, bytes) else self._links[inside]
        if inside in self._written or self._is_folder(inside):
            raise _error(errno.EINVAL, path)
        return self._outside["readlink"](path, **options)

    def link(self, source, target, **options):
        old, new = self._path(source), self._free(target)
        if old not in self._written or new is None:
            return self._outside["link"](source, target, **options)
        self._written[new] = self._written[old]

    def rmdir(self, path, **options):
        inside = self._path(path, follow=False)
        if inside in self._links:
            raise _error(errno.ENOTDIR, path)
        if inside not in self._made or inside == "/":
            return self._outside["rmdir"](path, **options)
        if self._names(inside):
            raise _error(errno.ENOTEMPTY, path)
        del self._made[inside]
        self._numbers.pop(inside, None)

    def rename(self, source, target, **options):
        old, new = self._path(source, follow=False), self._path(target, follow=False)
        kind = next((kind for kind in (self._written, self._links) if old in kind), None)
        if kind is None or new is None or os.path.dirname(new) not in self._made or self._is_folder(new):
            return self._outside["rename"](source, target, **options)
        moved = kind.pop(old)
        self._written.pop(new, None)
        self._links.pop(new, None)
        kind[new] = moved

    replace = rename

    def chdir(self, path):
        inside = self._path(path)
        if not self._is_folder(inside):
            return self._outside["chdir"](path)
        self._current = inside

    def getcwd(self):
        return self._current

    def getcwdb(self):
        return os.fsencode(self._current)
