# expected: ModuleNotFoundError or ImportError or AttributeError or dies
import faulthandler
faulthandler._sigsegv()
