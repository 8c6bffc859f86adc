# expected: TypeError
(1).__class__ = str
