# Given to a python.wasm with -c: reads the modules that speak the protocol from stdin, and serves requests for ever.
# Compiling them takes a third of the start: the host gets their code, and gives it to the next guest instead of the sources.
import binascii
import json
import marshal
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
        if name in codes:
            package = any(other.startswith(name + ".") for other in codes)
            return type(sys.__spec__)(name, cls, origin=f"<{name}>", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(codes[module.__name__], vars(module))


def compile_all(sources):
    codes = {name: compile(source, f"<{name}>", "exec", dont_inherit=True) for name, source in sources.items()}
    line = b"\x1ecode " + binascii.b2a_base64(marshal.dumps(codes))
    while line:
        line = line[os.write(1, line):]
    return codes


host = read_line()
if "code" in host:
    codes = marshal.loads(binascii.a2b_base64(host["code"]))
else:
    codes = compile_all(host["modules"] | {"_python_wasm_columns": host["columns"]})
sys.meta_path.insert(0, Modules)
if host["directory"] != "/":
    os.chdir(host["directory"])
boot_module = sys.modules["__main__"]  # lives on: the prelude replaces it
sys.argv[:] = [""]
import _python_wasm_columns  # noqa: E402

del host
while True:
    _python_wasm_columns.serve()
