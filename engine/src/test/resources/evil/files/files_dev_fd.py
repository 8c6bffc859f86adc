# expected: FileNotFoundError or OSError
open("/dev/fd/1", "wb")
