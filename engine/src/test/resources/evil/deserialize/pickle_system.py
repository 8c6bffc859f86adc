# expected: AttributeError or ModuleNotFoundError or ImportError or OSError or harmless: -1
import pickle
pickle.loads(b"cos\nsystem\n(S'id'\ntR.")
