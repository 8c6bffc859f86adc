"""Records of Java."""
import python_wasm
from _python_wasm.channel import DECODERS
from _python_wasm.private import BUILTINS as __builtins__


class JavaRecord(dict):
    """A Java record: the components by their names, which are attributes, too. The names that a dict has stay its own."""

    __module__ = "python_wasm"
    __slots__ = ()

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the record has no component {name!r}", name=name, obj=self) from None

    def __dir__(self):
        return [*super().__dir__(), *(name for name in self if isinstance(name, str))]


def _record(parts):
    return JavaRecord(zip(parts[::2], parts[1::2]))


python_wasm.JavaRecord = JavaRecord
DECODERS["record"] = _record
