# expected: harmless: null
import weakref
class A: pass
def callback(ref): raise SystemExit(3)
a = A()
ref = weakref.ref(a, callback)
del a
