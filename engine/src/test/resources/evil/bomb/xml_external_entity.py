# expected: any error
import xml.etree.ElementTree as ET
ET.fromstring('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>')
