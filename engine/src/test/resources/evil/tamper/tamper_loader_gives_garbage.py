# expected: any error
import sys, importlib.machinery
class Loader:
    def create_module(self, spec): return 5
    def exec_module(self, module): module.x = 1
class Finder:
    def find_spec(self, name, path=None, target=None): return importlib.machinery.ModuleSpec(name, Loader())
sys.meta_path.insert(0, Finder())
import zzz
