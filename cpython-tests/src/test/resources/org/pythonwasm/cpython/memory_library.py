"""Puts CPython's test package before the guest, which has no files: modules come from an archive in memory."""
import importlib.abc
import importlib.machinery
import importlib.util
import io
import posixpath
import sys
import types
import zipfile

ROOT = "/test-library"


class Library(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
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
        file = posixpath.normpath(path)
        if not self.is_file(file):
            raise FileNotFoundError(2, "no such file in the test library", path)
        return self.read(file)


def add_modules(library):
    sys.meta_path.insert(0, library)
    # Tests import it to look at its names. SQLite, which it uses, knows nothing of the files in memory.
    dbm = sys.modules["dbm"] = types.ModuleType("dbm")
    exec("def whichdb(filename): raise ImportError('dbm has no files in these tests')", vars(dbm))
