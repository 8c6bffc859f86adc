# expected: harmless: null
import sys
sys.set_asyncgen_hooks(firstiter=lambda g: g.aclose(), finalizer=lambda g: 1 / 0)
async def g(): yield 1
g().__anext__().close()
