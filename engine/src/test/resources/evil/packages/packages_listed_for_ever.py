# deadline: 300 ms
# expected: TimeoutError or dies TIMEOUT
import os
while True:
    list(os.walk('/site-packages'))
