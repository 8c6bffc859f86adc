# expected: python_wasm.JavaError or ValueError
kept = [host.fresh() for i in range(10_000_000)]
