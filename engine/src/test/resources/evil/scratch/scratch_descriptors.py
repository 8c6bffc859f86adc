# deadline: 30000 ms
# expected: OSError
import os
left = [os.open(f'/tmp/{i % 10}', os.O_CREAT | os.O_RDWR) for i in range(10_000)]
