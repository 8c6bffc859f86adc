# category: escape
# expected: ModuleNotFoundError or ImportError
import _testinternalcapi
