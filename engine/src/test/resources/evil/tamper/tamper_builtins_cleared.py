# expected: any error or harmless: null
import builtins
builtins.__dict__.clear()
