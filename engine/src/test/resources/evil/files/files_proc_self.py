# expected: FileNotFoundError
open("/proc/self/environ")
