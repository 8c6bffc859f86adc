# expected: harmless: 42
# Pickle runs code, in this sandbox like any other code.
import pickle
pickle.loads(b"cbuiltins\neval\n(S'6*7'\ntR.")
