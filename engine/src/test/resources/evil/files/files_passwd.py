# expected: FileNotFoundError
open("/etc/passwd")
