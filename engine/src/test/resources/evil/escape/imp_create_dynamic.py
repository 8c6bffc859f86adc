# expected: ImportError or AttributeError
import _imp, importlib.machinery
spec = importlib.machinery.ModuleSpec("evil", None, origin="/lib/libc.so.6")
_imp.create_dynamic(spec)
