# expected: ModuleNotFoundError or ImportError or any error or harmless: null
import _interpreters
for _ in range(1000): _interpreters.create()
None
