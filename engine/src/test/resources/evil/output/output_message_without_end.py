# expected: dies or any error
# deadline: 20000 ms
# memory: 128 MiB
# A message that never ends must not fill the host.
import os, _python_wasm.channel
os.write(1, b"\x1e" + _python_wasm.channel._token.encode())
while True: os.write(1, b"x" * 1000000)
