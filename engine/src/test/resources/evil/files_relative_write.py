# category: files
# expected: OSError or FileNotFoundError
open("evil.txt", "w")
