# expected: any error or MemoryError or dies
# deadline: 5000 ms
import xml.etree.ElementTree as ET
ET.fromstring('<!DOCTYPE d [<!ENTITY a "' + "x" * 100000 + '">]><d>' + "&a;" * 10000 + "</d>")
