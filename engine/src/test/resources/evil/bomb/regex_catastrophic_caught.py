# expected: dies TIMEOUT
# deadline: 1000 ms
import re
while True:
    try:
        re.match(r"(x+x+)+y", "x" * 60)
    except BaseException:
        pass
