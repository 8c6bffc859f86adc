# Given to a python.wasm with -c: reads the modules that speak the protocol from stdin, and serves requests for ever.
import json
import os
import sys


def read_line():
    line = bytearray()
    while line[-1:] != b"\n":
        chunk = os.read(0, 1 << 16)
        if not chunk:
            raise EOFError("the host closed the request channel")
        line += chunk
    return json.loads(line)


class Modules:
    """Finds the modules that the host has sent."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in sources:
            package = any(other.startswith(name + ".") for other in sources)
            return type(sys.__spec__)(name, cls, origin=f"<{name}>", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(compile(sources[module.__name__], f"<{module.__name__}>", "exec", dont_inherit=True), vars(module))


host = read_line()
sources = host["modules"]
sources["_python_wasm_columns"] = host["columns"]
sys.meta_path.insert(0, Modules)
if host["directory"] != "/":
    os.chdir(host["directory"])
boot_module = sys.modules["__main__"]  # lives on: the prelude replaces it
sys.argv[:] = [""]
import _python_wasm_columns  # noqa: E402

del host
while True:
    _python_wasm_columns.serve()
