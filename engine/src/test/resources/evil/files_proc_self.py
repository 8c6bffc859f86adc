# category: files
# expected: FileNotFoundError
open("/proc/self/environ")
