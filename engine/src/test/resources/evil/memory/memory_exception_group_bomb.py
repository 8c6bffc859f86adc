# expected: any error or dies
# deadline: 500 ms
e = ValueError()
for _ in range(200): e = ExceptionGroup("g", [e, e])
raise e
