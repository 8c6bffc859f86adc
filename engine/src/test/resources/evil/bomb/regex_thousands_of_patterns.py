# expected: harmless: null
# deadline: 30000 ms
# Where each is compiled to a class of its own, these are many.
import re
for i in range(600):
    pattern = re.compile(r"(\w%d|[a-f]+?){2,}x%d" % (i, i))
    for _ in range(20):
        pattern.search("abc")
