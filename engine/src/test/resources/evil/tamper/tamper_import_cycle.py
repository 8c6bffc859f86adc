# expected: any error or dies or harmless: null
# deadline: 500 ms
import sys, types
class Finder:
    def find_spec(self, name, path=None, target=None): return self.find_spec(name) 
sys.meta_path.insert(0, Finder())
import zzz
