# expected: any error or harmless
host.list.extend(range(500))
import random
host.list.sort(lambda x, y: random.choice([-1, 1]))
