# expected: AttributeError or OSError or dies or ValueError or KeyboardInterrupt or harmless: null
import signal
signal.raise_signal(signal.SIGTERM)
