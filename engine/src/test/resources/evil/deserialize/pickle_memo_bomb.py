# expected: any error or harmless: null
import pickle
pickle.loads(b"\x80\x04" + b"r\xff\xff\xff\x7f" + b".")
None
