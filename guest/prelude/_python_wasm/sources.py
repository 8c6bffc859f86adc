"""Where traceback looks for lines of code.

Its linecache imports a tokenizer before it looks whether there is a file at all: for the first error with a frame of the
library or of an exec() that takes longer than all else that is done to report it, and it may say that time is over.
"""
import linecache

from _python_wasm.private import BUILTINS as __builtins__

_look_up = linecache.updatecache
# None where the library is no archive; in the archive all modules are compiled, and their sources nowhere.
_archive = getattr(linecache.__spec__.loader, "archive", None)


def _is_nowhere(file_name):
    return (file_name[:1] == "<" and file_name[-1:] == ">"
            or _archive is not None and file_name.startswith(_archive + "/") and file_name.endswith(".py"))


def updatecache(filename, module_globals=None):
    """As linecache's own, but for names of which it is known that it will not find them."""
    if not _is_nowhere(filename):
        return _look_up(filename, module_globals)
    if len(linecache.cache.get(filename, " ")) != 1:
        del linecache.cache[filename]
    return []


linecache.updatecache = updatecache
