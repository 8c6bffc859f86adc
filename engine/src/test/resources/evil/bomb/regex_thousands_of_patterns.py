# expected: harmless: null
# deadline: 30000 ms
# Each is used as often as one that is worth a class of its own.
import re
for i in range(1500):
    pattern = re.compile(r"(\w%d|[a-f]+?){2,}x%d" % (i, i))
    for _ in range(300):
        pattern.search("abc")
