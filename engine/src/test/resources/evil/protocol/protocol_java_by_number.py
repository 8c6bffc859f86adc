# expected: any error
import _border
_border.call_java(1, None, (), {})
