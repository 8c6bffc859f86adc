# expected: SyntaxError or MemoryError or RecursionError or harmless
eval("f'" + "{" * 300 + "1" + "}" * 300 + "'")
