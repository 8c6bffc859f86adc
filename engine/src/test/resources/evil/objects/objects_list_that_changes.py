# expected: python_wasm.JavaError
host.list.extend(range(1000))
for item in host.list: host.list.add(item)
