# expected: ModuleNotFoundError
import sys
sys.path[:] = ["/etc", "/proc/self/fd", "../../.."]
sys.path_importer_cache.clear()
import passwd
