# expected: OSError or FileNotFoundError
open("evil.txt", "w")
