# expected: ModuleNotFoundError
import sys
sys.meta_path.clear()
sys.path_hooks.clear()
import csv
