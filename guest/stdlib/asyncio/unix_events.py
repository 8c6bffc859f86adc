"""The event loop of asyncio where there are no sockets, threads, signals or processes: it runs callbacks and sleeps.

Replaces CPython's module of the same name, whose loop needs a socket pair to be woken by other threads.
"""
import time

from . import base_events, events

__all__ = ("SelectorEventLoop", "DefaultEventLoopPolicy", "EventLoop")


class _Sleeper:
    """In the place of a selector: time is all that can be waited for."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the event loop would wait forever: every task waits for another one, and nothing is scheduled")
        if timeout > 0:
            time.sleep(timeout)
        return ()


class SelectorEventLoop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Sleeper()

    def _process_events(self, event_list):
        """There are none but time, which the base class handles."""

    def _write_to_self(self):
        """Wakes the loop from another thread; there is no other thread."""

    def _unavailable(self, *args, **kwargs):
        raise OSError("asyncio's transports are not available in the python-wasm sandbox: no network, no processes")

    async def _unavailable_coroutine(self, *args, **kwargs):
        self._unavailable()

    add_reader = remove_reader = add_writer = remove_writer = _unavailable
    add_signal_handler = remove_signal_handler = _unavailable
    create_connection = create_server = create_datagram_endpoint = _unavailable_coroutine
    create_unix_connection = create_unix_server = connect_accepted_socket = _unavailable_coroutine
    connect_read_pipe = connect_write_pipe = subprocess_shell = subprocess_exec = _unavailable_coroutine
    getaddrinfo = getnameinfo = sendfile = start_tls = _unavailable_coroutine
    sock_recv = sock_recv_into = sock_recvfrom = sock_recvfrom_into = _unavailable_coroutine
    sock_sendall = sock_sendto = sock_connect = sock_accept = sock_sendfile = _unavailable_coroutine


class DefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = SelectorEventLoop


EventLoop = SelectorEventLoop
