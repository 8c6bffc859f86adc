# expected: FileNotFoundError or PermissionError or OSError
open("/usr/local/lib/../../../etc/passwd")
