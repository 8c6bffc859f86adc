# expected: AttributeError
host.list.add(host.type())
host.list[0].newInstance()
