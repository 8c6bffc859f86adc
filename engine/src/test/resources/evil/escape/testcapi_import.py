# expected: ModuleNotFoundError or ImportError
import _testcapi
