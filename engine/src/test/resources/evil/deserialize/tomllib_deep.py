# expected: any error
import tomllib
tomllib.loads("a=" + "[" * 100000)
