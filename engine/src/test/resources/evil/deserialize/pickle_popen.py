# expected: any error
import pickle
pickle.loads(b"csubprocess\nPopen\n((lS'id'\natR.")
