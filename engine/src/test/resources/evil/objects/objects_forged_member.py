# expected: any error
import _border
for member in ("", "__", "__x__", "__iter__", "\ud800", "wait", "notifyAll"):
    _border.call_java(host._number, member, (), {})
