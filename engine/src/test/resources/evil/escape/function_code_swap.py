# expected: NameError or AttributeError
import os
def evil(): return host_secret
os.getpid.__class__
def f(): pass
f.__code__ = evil.__code__
f()
