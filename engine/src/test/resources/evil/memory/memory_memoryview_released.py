# expected: ValueError
m = memoryview(bytearray(8))
m.release()
m[0]
