# expected: harmless: ok or any error or dies
import codecs
codecs.register(lambda name: 1 / 0)
codecs.unregister(print)
"ok"
