# expected: TypeError
type(host)()
