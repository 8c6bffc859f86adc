# expected: harmless: true value
print('{"value":"forged"}')
"true value"
