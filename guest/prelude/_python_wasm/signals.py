"""Signals that a script sends to itself; none comes from outside."""
import _signal
import errno
import os


def kill(pid, signal, /):
    """Send a signal to the process itself: there is no other one."""
    if pid != os.getpid():
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    if signal:
        _signal.raise_signal(signal)


def install():
    # As in any Python; without it, SIGINT would end the interpreter and not raise KeyboardInterrupt.
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    os.kill = kill
    os.__all__.append("kill")
