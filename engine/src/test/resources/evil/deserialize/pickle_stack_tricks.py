# expected: any error
import pickle
pickle.loads(b"0" * 10 + b"(t(t1(.")
