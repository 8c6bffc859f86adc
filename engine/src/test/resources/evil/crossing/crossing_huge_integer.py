# expected: harmless
# deadline: 5000 ms
# As hexadecimal digits, which the host must read in linear time.
x = 1 << 1_000_000
x
