# expected: FileNotFoundError or OSError
open("/dev/zero", "rb").read(1)
