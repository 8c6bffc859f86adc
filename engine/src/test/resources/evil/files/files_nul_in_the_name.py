# expected: ValueError
open("/etc/passwd\0.txt")
