# expected: AttributeError
host.engines().getEngineByName("python-wasm")
