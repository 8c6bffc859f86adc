# expected: ModuleNotFoundError or ImportError or harmless: null
import xxsubtype
None
