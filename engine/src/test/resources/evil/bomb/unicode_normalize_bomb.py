# expected: MemoryError or harmless: true
# deadline: 20000 ms
import unicodedata
len(unicodedata.normalize("NFKD", "\ufdfa" * 1_000_000)) == 18_000_000
