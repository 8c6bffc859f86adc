# expected: ModuleNotFoundError or ImportError
import _testinternalcapi
