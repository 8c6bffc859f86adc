# expected: harmless: true
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event))
compile("1", "x", "eval")
len(seen) > 0
