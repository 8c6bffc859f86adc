# expected: python_wasm.JavaError
host.fail()
