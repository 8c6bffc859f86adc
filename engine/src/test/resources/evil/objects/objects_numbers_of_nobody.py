# expected: harmless: true
import _border
refused = 0
for number in [*range(-10, 0), *range(50, 2000), 2**31 - 1]:
    try:
        _border.call_java(number, "toString", (), {})
    except Exception:
        refused += 1
refused == 1961
