# expected: AttributeError
[c.getName() for c in host.all()]
