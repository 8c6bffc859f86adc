# expected: AttributeError
import _border
kept = host.type()
_border.call_java(kept._number, "getMethods", (), {})
