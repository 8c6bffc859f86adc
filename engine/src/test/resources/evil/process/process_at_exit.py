# expected: harmless: null
import atexit
atexit.register(lambda: open("/etc/passwd"))
None
