# expected: MemoryError or any error or harmless: null
import pickle
pickle.loads(b"\x80\x02]r\xff\xff\xff\x3f.")
None
