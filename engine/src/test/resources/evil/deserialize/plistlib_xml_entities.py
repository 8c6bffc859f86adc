# expected: any error
import plistlib
plistlib.loads(b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b">]><plist><string>&a;</string></plist>')
