# expected: harmless: hooked
import builtins
builtins.__import__ = lambda *args: "hooked"
import json
json
