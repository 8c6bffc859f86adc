# expected: TimeoutError or dies TIMEOUT
# deadline: 300 ms
import difflib
difflib.SequenceMatcher(None, "ab" * 10000, "ba" * 10000, autojunk=False).ratio()
