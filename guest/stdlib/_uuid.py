"""What libuuid gives the module uuid on other systems: UUIDs of the time."""
import os
import struct
import time

has_uuid_generate_time_safe = True

_FROM_1582_TO_1970 = 0x01B21DD213814000  # in units of 100 ns
_node = None


def generate_time_safe():
    """The bytes of one, and -1: no other interpreter was asked, so the clock sequence is random each time, as the node is once."""
    global _node
    if _node is None:
        node = bytearray(os.urandom(6))
        node[0] |= 1  # no address of a network card has this bit
        _node = bytes(node)
    ticks = time.time_ns() // 100 + _FROM_1582_TO_1970
    high_and_version = ticks >> 48 & 0x0FFF | 0x1000
    sequence_and_variant = int.from_bytes(os.urandom(2)) & 0x3FFF | 0x8000
    return struct.pack(">IHHH6s", ticks & 0xFFFFFFFF, ticks >> 32 & 0xFFFF, high_and_version, sequence_and_variant, _node), -1
