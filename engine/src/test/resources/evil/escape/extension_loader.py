# expected: ImportError or AttributeError
from importlib.machinery import ExtensionFileLoader
ExtensionFileLoader("evil", "/tmp/evil.so").create_module(None)
