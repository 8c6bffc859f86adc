# expected: AttributeError
host.list.elementData
