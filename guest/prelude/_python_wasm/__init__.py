"""The guest's side of the protocol: JSON lines on stdin and stdout, see docs/protocol.md.

The shim calls what is imported here.
"""
from _python_wasm.columns import Column, column_text, column_value, json_text, json_value, row_type, uuid_bytes, uuid_of
from _python_wasm import exits, signals
import sys
from _python_wasm.host import connect
from _python_wasm.records import JavaRecord
from _python_wasm.requests import report, serve
from _python_wasm.scopes import resolve

if "_border" in sys.builtin_module_names:
    from _python_wasm.border import *

connect()
exits.install()
signals.install()
