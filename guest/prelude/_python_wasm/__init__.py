"""The guest's side of the protocol: JSON lines on stdin and stdout, see docs/protocol.md.

The C host calls what is imported here.
"""
from _python_wasm.host import connect
from _python_wasm.requests import report, serve
from _python_wasm.scopes import resolve
from _python_wasm.values import row_type

connect()
