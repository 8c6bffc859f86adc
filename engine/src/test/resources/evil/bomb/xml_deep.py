# expected: RecursionError or MemoryError or any error or harmless: 100000 or dies
# deadline: 5000 ms
import xml.etree.ElementTree as ET
tree = ET.fromstring("<a>" * 100000 + "</a>" * 100000)
len(list(tree.iter()))
