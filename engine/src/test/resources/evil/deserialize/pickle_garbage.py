# expected: any error
import pickle
pickle.loads(bytes(range(256)))
