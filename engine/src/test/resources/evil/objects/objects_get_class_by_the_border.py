# expected: AttributeError
import _border
_border.call_java(host._number, "getClass", (), {})
