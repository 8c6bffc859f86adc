# expected: python_wasm.JavaError
host.failUnreadably()
