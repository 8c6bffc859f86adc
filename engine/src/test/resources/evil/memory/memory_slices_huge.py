# expected: harmless: []
[][-2**62:2**62:2**62]
