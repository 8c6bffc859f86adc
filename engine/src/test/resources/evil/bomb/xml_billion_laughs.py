# expected: any error or MemoryError or dies
# deadline: 5000 ms
import xml.etree.ElementTree as ET
entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ET.fromstring(f"<!DOCTYPE d [{entities}]><d>&a11;</d>")
