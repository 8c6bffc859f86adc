# expected: harmless: null or dies or any error
import sys
for module in [module for name, module in sys.modules.items() if name.startswith("_python_wasm")]:
    for name in list(vars(module)): setattr(module, name, None)
