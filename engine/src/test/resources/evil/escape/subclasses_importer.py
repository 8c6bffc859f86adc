# expected: FileNotFoundError or OSError or ImportError
loader = [c for c in object.__subclasses__() if c.__name__ == "FileLoader" or c.__name__ == "BuiltinImporter"]
from importlib.machinery import SourceFileLoader
SourceFileLoader("passwd", "/etc/passwd").get_data("/etc/passwd")
