"""The sandbox has no network: names that other modules look up, and a clear error for whoever uses them."""
import errno
from enum import IntEnum

__all__ = ["socket", "error", "gaierror", "herror", "timeout", "create_connection", "create_server", "fromfd",
           "socketpair", "getaddrinfo", "getfqdn", "getdefaulttimeout", "gethostbyname", "gethostbyname_ex",
           "gethostname", "getnameinfo", "has_dualstack_ipv6", "setdefaulttimeout"]

has_ipv6 = False
_GLOBAL_DEFAULT_TIMEOUT = object()

error = OSError
timeout = TimeoutError


class gaierror(OSError):
    pass


class herror(OSError):
    pass


# The numbers are Linux's; nothing in here passes them on.
class AddressFamily(IntEnum):
    AF_UNSPEC = 0
    AF_INET = 2
    AF_INET6 = 10


class SocketKind(IntEnum):
    SOCK_STREAM = 1
    SOCK_DGRAM = 2


globals().update(AddressFamily.__members__)
globals().update(SocketKind.__members__)
IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 6, 17, 41
SOL_SOCKET, SO_REUSEADDR, SO_ERROR, SO_BROADCAST, SO_KEEPALIVE, TCP_NODELAY = 1, 2, 4, 6, 9, 1
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 128
AI_PASSIVE, NI_NUMERICHOST, NI_NUMERICSERV = 1, 1, 2


def _unavailable(name):
    return OSError(errno.ENETUNREACH, f"{name} is not available in the python-wasm sandbox: there is no network")


class socket:
    def __init__(self, *args, **kwargs):
        raise _unavailable("socket.socket")


SocketType = socket


def _function(name):
    def function(*args, **kwargs):
        raise _unavailable(f"socket.{name}")
    function.__name__ = function.__qualname__ = name
    return function


for _name in ("create_connection", "create_server", "fromfd", "socketpair", "getaddrinfo", "getfqdn", "gethostbyname",
              "gethostbyname_ex", "gethostname", "getnameinfo"):
    globals()[_name] = _function(_name)
del _name


def has_dualstack_ipv6():
    return False


def getdefaulttimeout():
    return None


def setdefaulttimeout(timeout):
    pass


def __getattr__(name):
    raise AttributeError(f"socket.{name} is not available in the python-wasm sandbox: there is no network", name=name)
