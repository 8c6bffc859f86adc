# expected: FileNotFoundError
open("/proc/self/mem", "rb")
