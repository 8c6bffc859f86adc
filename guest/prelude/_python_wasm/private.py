"""The built-in names as they were at the start.

A script may replace what it likes among them; the modules of this package keep these. Their frames are known by them.
"""
import builtins

BUILTINS = dict(vars(builtins))
