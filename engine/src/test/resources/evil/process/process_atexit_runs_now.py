# expected: harmless: null or any error
import atexit
atexit.register(lambda: 1 / 0)
atexit._run_exitfuncs()
