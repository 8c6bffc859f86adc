# expected: python_wasm.JavaError
repr(host)
