# Given to a python.wasm with -c: reads the modules that speak the protocol from stdin, and serves requests for ever.
# Compiling them takes a third of the start: the host gets their code, and gives it to the next guest instead of the sources.
import _json
import binascii
import marshal
import os
import sys


def read_line():
    """Working directory, what follows, and that; the two texts in base64."""
    line = bytearray()
    while line[-1:] != b"\n":
        chunk = os.read(0, 1 << 16)
        if not chunk:
            raise EOFError("the host closed the request channel")
        line += chunk
    directory, kind, content = line.split()
    return binascii.a2b_base64(directory).decode(), kind, binascii.a2b_base64(content)


class Modules:
    """Finds the modules that the host has sent."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in codes:
            package = any(other.startswith(name + ".") for other in codes)
            return type(sys.__spec__)(name, cls, origin=f"<{name}>", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(codes[module.__name__], vars(module))


# json and traceback import half of the library, most of it re and enum, which would be another third of the start. What our
# modules need of them before the first error, and before the first JSON of SQL, stands in for them while these are imported.
class Decoder:
    strict = True
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float

    def __init__(self, object_hook=None):
        self.object_hook = object_hook
        self.memo = {}
        self.scan_once = _json.make_scanner(self)

    def decode(self, text):
        import json
        return json.loads(text)


class Encoder:
    def __init__(self, **options):
        self.options = options
        self.encoder = None

    def encode(self, value):
        if self.encoder is None:
            import json
            self.encoder = json.JSONEncoder(**self.options)
        return self.encoder.encode(value)


class Json:
    __spec__ = None
    JSONDecoder = Decoder
    JSONEncoder = Encoder


class Base64:
    __spec__ = None
    b64decode = staticmethod(binascii.a2b_base64)

    @staticmethod
    def b64encode(data):
        return binascii.b2a_base64(data, newline=False)


class Traceback:
    __spec__ = None

    def __getattr__(self, name):
        import traceback
        return getattr(traceback, name)


def import_modules():
    stand_ins = {"json": Json(), "base64": Base64(), "traceback": Traceback()}
    stand_ins = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    import _python_wasm_columns
    for name in stand_ins:
        del sys.modules[name]
    return _python_wasm_columns.serve


def compile_all(content):
    import json
    codes = {name: compile(source, f"<{name}>", "exec", dont_inherit=True) for name, source in json.loads(content).items()}
    line = b"\x1ecode " + binascii.b2a_base64(marshal.dumps(codes))
    while line:
        line = line[os.write(1, line):]
    return codes


directory, kind, content = read_line()
codes = marshal.loads(content) if kind == b"code" else compile_all(content)
sys.meta_path.insert(0, Modules)
if directory != "/":
    os.chdir(directory)
boot_module = sys.modules["__main__"]  # lives on: the prelude replaces it
sys.argv[:] = [""]
serve = import_modules()
del directory, content
while True:
    serve()
