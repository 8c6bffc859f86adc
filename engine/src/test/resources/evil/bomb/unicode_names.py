# expected: KeyError or any error
import unicodedata
unicodedata.lookup("x" * 1_000_000)
