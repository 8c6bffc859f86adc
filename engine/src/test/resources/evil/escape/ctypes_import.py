# expected: ModuleNotFoundError or ImportError
import ctypes
ctypes.CDLL(None).system(b"id")
