# expected: ModuleNotFoundError or ImportError or OSError
import mmap
mmap.mmap(-1, 1 << 20)
