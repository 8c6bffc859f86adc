# expected: harmless: null
# deadline: 20000 ms
class Node: pass
head = None
for _ in range(200000):
    node = Node()
    node.next = head
    head = node
head = node = None
