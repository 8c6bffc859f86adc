# expected: harmless: null
import gc
gc.set_debug(gc.DEBUG_LEAK & ~gc.DEBUG_STATS)
gc.freeze(); gc.collect(); gc.unfreeze(); gc.collect()
gc.set_debug(0)
