# expected: dies OUTPUT or TimeoutError or dies TIMEOUT
# deadline: 5000 ms
import logging
while True: logging.error("x" * 10000)
