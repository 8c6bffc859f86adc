# expected: any error
from _python_wasm.java import java_object
java_object(host.type()._number, 10**6, -1, "x.Y").getName()
