# expected: harmless: true
import _border
refused = 0
for member in ("__getitem__", "__slice__", "__setitem__", "__insert__", "__splice__", "__permute__", "__delitem__", "__getattr__", "__setattr__"):
    for arguments in ((), (None,), ("x", "y", "z"), (1 << 80,), (1, -5, 0), (0, 1 << 31, 1), (2**31 - 1, 2**31 - 1, 2**31 - 1)):
        try:
            _border.call_java(host.list._number, member, arguments, {})
        except Exception:
            refused += 1
refused > 50
