# expected: dies TIMEOUT or TimeoutError
# deadline: 200 ms
import sys
class Finder:
    def find_spec(self, *args):
        while True: pass
sys.meta_path.insert(0, Finder())
import nothing_of_the_kind
