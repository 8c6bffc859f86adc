# category: files
# expected: FileNotFoundError
open("/etc/passwd")
