# expected: FileNotFoundError or PermissionError or OSError
open("../../../../etc/passwd")
