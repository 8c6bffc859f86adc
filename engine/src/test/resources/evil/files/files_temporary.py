# expected: FileNotFoundError or OSError
import tempfile
tempfile.TemporaryFile()
